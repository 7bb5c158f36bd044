import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromDocument, fromRichHtml, isRichEditable, toDocument, toRichHtml } from './piped-document.ts';

test('any text comes back as it was from the editor’s document', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom('\n', '{{ event.Name | default: "you" }}', '{{', '}}'));
  fc.assert(
    fc.property(fc.array(piece), (parts) => {
      const text = parts.join('');
      expect(fromDocument(toDocument(text))).toBe(text);
    }),
  );
});

test('expressions of a message become chips, those in addresses stay', () => {
  const html = '<p>Dear {{ contact.firstName | default: "a < b & c" }}, <a href="{{ survey.link }}">answer</a></p>';
  const rich = toRichHtml(html);
  expect(rich).toContain('data-field=" contact.firstName | default: &quot;a &lt; b &amp; c&quot; "');
  expect(rich).toContain('href="{{ survey.link }}"');
  expect(fromRichHtml(rich)).toBe(html);
});

test('a message that the rich editor would change is edited as HTML', () => {
  expect(isRichEditable('<p>Hello <strong>you</strong> <a href="{{ survey.link }}">answer</a><br></p>')).toBe(true);
  expect(isRichEditable('Plain words, {{ event.Name }}')).toBe(true);
  expect(isRichEditable('<table><tr><td>x</td></tr></table>')).toBe(false);
  expect(isRichEditable('<p style="color:red">x</p>')).toBe(false);
  expect(isRichEditable('<!doctype html><html></html>')).toBe(false);
  expect(isRichEditable('{% if event.Name %}<p>x</p>{% endif %}')).toBe(false);
});
