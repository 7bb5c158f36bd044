import { expect, test } from 'vitest';
import { explainedErrors } from './error-explanations.ts';

test('every code of the catalogue has its cause', () => {
  expect(explainedErrors.filter(({ explanation }) => explanation === null).map(({ code }) => code)).toEqual([]);
});

test.each(explainedErrors)('$code is told in sentences', ({ sentence, remedy, explanation }) => {
  for (const text of [sentence, remedy, explanation?.cause ?? '.']) expect(text).toMatch(/^\p{Lu}.*\.$/su);
});

test('a code of Qualtrics has the form of one', () => {
  const named = explainedErrors.flatMap(({ explanation }) => explanation?.qualtrics ?? []);
  expect(named.length).toBeGreaterThan(0);
  for (const code of named) expect(code).toMatch(/^EQD\d\d$/);
});
