import type { JSONContent } from '@tiptap/core';
import { joinPipedText, splitPipedText } from '../../../components/piped-expression.ts';

/** Plain text with `{{ … }}` as the editor's document: a paragraph a line. */
export function toDocument(text: string): JSONContent {
  return {
    type: 'doc',
    content: text.split('\n').map((line) => ({
      type: 'paragraph',
      content: splitPipedText(line).map((piece) =>
        piece.kind === 'text'
          ? { type: 'text', text: piece.text }
          : { type: 'field', attrs: { expression: piece.expression } },
      ),
    })),
  };
}

/** The inverse of `toDocument`. */
export function fromDocument(document: JSONContent): string {
  const lines = (document.content ?? []).map((paragraph) =>
    joinPipedText(
      (paragraph.content ?? []).map((piece) =>
        piece.type === 'field'
          ? { kind: 'field', expression: String(piece.attrs?.expression ?? '') }
          : { kind: 'text', text: piece.text ?? '' },
      ),
    ),
  );
  return lines.join('\n');
}

/** Tags that the rich editor knows; a message with others is edited as HTML, so that nothing of it is lost. */
const richTags = new Set([
  'p',
  'br',
  'strong',
  'b',
  'em',
  'i',
  'u',
  'a',
  'ul',
  'ol',
  'li',
  'h1',
  'h2',
  'h3',
  'blockquote',
]);

export function isRichEditable(html: string): boolean {
  const withoutFields = html.replaceAll(/\{\{[\s\S]*?\}\}/g, '');
  if (/\{%|<!/.test(withoutFields)) return false;
  const tags = withoutFields.matchAll(/<\/?\s*([a-z][a-z0-9]*)([^>]*)>/gi);
  return [...tags].every(([, name = '', attributes = '']) => {
    const allowed = name.toLowerCase() === 'a' ? /^(\s+href=("[^"]*"|'[^']*'))?\s*\/?$/i : /^\s*\/?$/;
    return richTags.has(name.toLowerCase()) && allowed.test(attributes);
  });
}

const tagOrField = /(<(?:\{\{[\s\S]*?\}\}|[^>])*?>|\{\{[\s\S]*?\}\})/;

/** A message's HTML for the rich editor: expressions in its text become chips, those in addresses stay as they are. */
export function toRichHtml(html: string): string {
  return html
    .split(tagOrField)
    .map((part) => (part.startsWith('{{') ? `<span data-field="${escapeAttribute(part.slice(2, -2))}"></span>` : part))
    .join('');
}

/** The inverse: what the rich editor gives, with its chips as expressions again. */
export function fromRichHtml(html: string): string {
  return html.replaceAll(
    /<span data-field="([^"]*)"(?:\s[\w-]+="[^"]*")*>[^<]*<\/span>/g,
    (_all, expression: string) => `{{${unescapeAttribute(expression)}}}`,
  );
}

const escapeAttribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
const unescapeAttribute = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
