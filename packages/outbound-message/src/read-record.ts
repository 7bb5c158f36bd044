import { readText } from './elements.ts';
import type { ParseLimits } from './limits.ts';
import { isRecordNamespace, schemaInstanceNamespace } from './salesforce-namespaces.ts';
import { Token, type XmlReader } from './xml-reader.ts';

const fieldName = /^[A-Za-z]\w*$/;

/** Reads the fields of an `sObject`. A value is text or null; never an object, never two values. */
export function readRecord(reader: XmlReader, limits: ParseLimits): Record<string, string | null> {
  const fields: Record<string, string | null> = {};
  let count = 0;
  for (let token = reader.next(); token !== Token.end; token = reader.next()) {
    if (token !== Token.start) continue;
    const name = reader.local;
    // Names such as __proto__ end here too: Salesforce's begin with a letter.
    if (!isRecordNamespace(reader.namespace) || !fieldName.test(name)) {
      reader.refuse('not-an-outbound-message', 'An sObject holds something else than fields of Salesforce.');
    }
    count += 1;
    if (count > limits.maxFields) reader.refuse('too-complex', `A record has more than ${limits.maxFields} fields.`);
    if (Object.hasOwn(fields, name)) reader.refuse('not-an-outbound-message', `The field ${name} stands twice.`);
    const nil = reader.attribute(schemaInstanceNamespace, 'nil');
    const text = readText(reader, name);
    fields[name] = nil === 'true' || nil === '1' ? nilValue(reader, name, text) : text;
  }
  return fields;
}

function nilValue(reader: XmlReader, name: string, text: string): null {
  return text.trim() === '' ? null : reader.refuse('not-an-outbound-message', `The field ${name} is nil and has text.`);
}
