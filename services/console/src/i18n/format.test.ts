import { describe, expect, test } from 'vitest';
import { createFormat } from './format.ts';

const english = createFormat('en-GB', 'Europe/Paris');
const french = createFormat('fr-FR', 'Europe/Paris');
const noon = new Date('2026-03-02T12:00:00Z');
const before = (milliseconds: number) => new Date(noon.getTime() - milliseconds);
/** The narrow and ordinary no-break spaces of French typography, made plain. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('relative times', () => {
  test.each([
    [2_000, 'now'],
    [42_000, '42 sec ago'],
    [119_000, '1 min ago'],
    [3 * 3_600_000, '3 hr ago'],
    [26 * 3_600_000, 'yesterday'],
    [8 * 86_400_000, '22 Feb 2026'],
  ])('%i ms ago reads "%s"', (milliseconds, words) => {
    expect(english.relative(before(milliseconds), noon)).toBe(words);
  });

  test('what is due reads as future', () => {
    expect(english.relative(new Date(noon.getTime() + 95_000), noon)).toBe('in 1 min');
  });
});

test('the exact time is in the reader’s zone and names it', () => {
  expect(english.exact(noon)).toContain('13:00:00');
  expect(english.exact(noon)).toMatch(/CET|GMT\+1/);
});

test.each([
  [0, '0 ms'],
  [340, '340 ms'],
  [1_240, '1.2 secs'],
  [59_900, '59 secs'],
  [125_000, '2 mins 5 secs'],
  [11_040_000, '3 hrs 4 mins'],
  [86_400_000, '1 day'],
])('%i ms lasts "%s"', (milliseconds, words) => {
  expect(english.duration(milliseconds)).toBe(words);
});

test('numbers have the reader’s separators', () => {
  expect(english.number(1204)).toBe('1,204');
  expect(plain(french.number(1204))).toBe('1 204');
});
