import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainNumber } from './locale-number.ts';

test.each([
  ['fr', '1 234,5', '1234.5'],
  ['fr', '1\u202f234\u202f567,5', '1234567.5'],
  ['fr', '-0,5', '-0.5'],
  ['fr', '12,5', '12.5'],
  ['en', '1,234.5', '1234.5'],
  ['en', '1,234', '1234'],
  ['de', '1.234,5', '1234.5'],
])('in %s, %s is %s', (locale, text, number) => {
  expect(plainNumber(text, locale)).toBe(number);
});

test.each([
  ['en', '1,5'], // no group of three: left for the check to ask about
  ['en', '1.5'],
  ['fr', '1.5'],
  ['fr', '12 34'],
  ['en', '1,234,5'],
  ['en', 'many'],
  ['en', '1.2.3'],
])('in %s, %s stays', (locale, text) => {
  expect(plainNumber(text, locale)).toBe(text);
});

test('a number as the locale writes it comes back as itself', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.constantFrom('en', 'fr', 'de', 'sk', 'en-IN'),
      (cents, locale) => {
        const number = cents / 100;
        const written = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(number);
        fc.pre(locale !== 'en-IN' || Math.abs(number) < 100_000); // groups of two beyond
        expect(Number(plainNumber(written, locale))).toBe(number);
      },
    ),
  );
});
