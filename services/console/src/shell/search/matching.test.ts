import { expect, test } from 'vitest';
import { isNamedBy } from './matching.ts';

test('every word has to begin a word of the name, in any order, letters without their marks', () => {
  expect(isNamedBy('Event sources', 'sour ev')).toBe(true);
  expect(isNamedBy('Nouvelle enquête', 'enquete')).toBe(true);
  expect(isNamedBy('Event sources', 'vent')).toBe(false);
  expect(isNamedBy('Event sources', 'event runs')).toBe(false);
});
