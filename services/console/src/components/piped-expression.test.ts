import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  expressionLabel,
  formats,
  joinPipedText,
  pathOf,
  readExpression,
  splitPipedText,
  writeExpression,
} from './piped-expression.ts';

test('any text comes back as it was from its pieces', () => {
  const piece = fc.oneof(fc.string(), fc.constantFrom('{{', '}}', '{{ event.Name }}', '{', '{%', ' | default: "x" '));
  fc.assert(
    fc.property(fc.array(piece), (parts) => {
      const text = parts.join('');
      expect(joinPipedText(splitPipedText(text))).toBe(text);
    }),
  );
});

test('what the form writes, the form reads', () => {
  const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,20}$/);
  const words = fc.stringMatching(/^[^"{}|\n]{0,20}$/);
  const format = fc.oneof(
    fc.constant(null),
    fc.constantFrom(...formats.filter((each) => each !== 'date')).map((filter) => ({ filter, pattern: '' })),
    fc.constant({ filter: 'date' as const, pattern: '%d/%m/%Y' }),
  );
  fc.assert(
    fc.property(name, words, format, (field, fallback, chosen) => {
      const expression = { path: pathOf('event', field), fallback, format: chosen };
      expect(readExpression(writeExpression(expression))).toEqual(expression);
    }),
  );
});

test('an expression richer than the form is left to be edited as text', () => {
  expect(readExpression(' event.Name | replace: "a", "b" ')).toBeNull();
  expect(readExpression(' event.Name | default: event.Other ')).toBeNull();
});

test('a chip shows the field, whatever is done to it', () => {
  expect(expressionLabel(' event.CaseNumber | default: "none" ')).toBe('CaseNumber');
  expect(expressionLabel('embeddedData["Case number"]')).toBe('Case number');
});
