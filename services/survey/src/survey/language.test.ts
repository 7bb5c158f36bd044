import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseLanguage, parseAcceptLanguage } from './language.ts';

test('the languages of a browser come in the order of its wish', () => {
  expect(parseAcceptLanguage('en;q=0.5, fr-CA, de;q=0.8, *;q=0.1, xx;q=0')).toEqual(['fr-CA', 'de', 'en']);
});

test('a header of any kind gives only language tags', () => {
  fc.assert(
    fc.property(fc.string(), (header) => parseAcceptLanguage(header).every((tag) => /^[a-z0-9-]+$/i.test(tag))),
  );
});

test('a regional wish is served by its language, and by another region of it', () => {
  expect(chooseLanguage(['en', 'fr'], ['fr_CA'])).toBe('fr');
  expect(chooseLanguage(['en', 'pt-br'], ['pt-PT'])).toBe('pt-br');
});

test('the first wish that is on offer wins; none on offer is no language', () => {
  expect(chooseLanguage(['en', 'fr'], [null, 'it', 'fr', 'en'])).toBe('fr');
  expect(chooseLanguage(['en'], ['', 'it'])).toBeNull();
});
