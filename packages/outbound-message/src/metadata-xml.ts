import { escapeXml } from './answers.ts';

/** An element of a metadata file: text, or elements in the order that the type documents. */
export type MetadataElement = readonly [name: string, content: string | readonly MetadataElement[]];

const metadataNamespace = 'http://soap.sforce.com/2006/04/metadata';
// What XML 1.0 (production 2) has no place for, even as a reference.
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** A metadata file, indented as Salesforce's own tools write it. */
export function metadataFile(root: string, elements: readonly MetadataElement[]): string {
  const body = elements.map((element) => write(element, '    ')).join('');
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${metadataNamespace}">\n${body}</${root}>\n`;
}

function write([name, content]: MetadataElement, indent: string): string {
  if (typeof content === 'string') return `${indent}<${name}>${escapeXml(content.replace(forbidden, ''))}</${name}>\n`;
  const inside = content.map((element) => write(element, `${indent}    `)).join('');
  return `${indent}<${name}>\n${inside}${indent}</${name}>\n`;
}
