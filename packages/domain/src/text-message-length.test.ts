import { expect, test } from 'vitest';
import { textMessageLength } from './text-message-length.ts';

test.each([
  ['', 'gsm-7', 0, 1],
  ['a'.repeat(160), 'gsm-7', 160, 1],
  ['a'.repeat(161), 'gsm-7', 161, 2],
  ['a'.repeat(306), 'gsm-7', 306, 2],
  ['a'.repeat(307), 'gsm-7', 307, 3],
  ['€'.repeat(80), 'gsm-7', 160, 1],
  // The second of its two units has no room at the end of the first segment.
  [`${'a'.repeat(152)}${'€'.repeat(77)}`, 'gsm-7', 306, 3],
  ['č'.repeat(70), 'ucs-2', 70, 1],
  ['č'.repeat(71), 'ucs-2', 71, 2],
  ['👍'.repeat(35), 'ucs-2', 70, 1],
  // 67 units hold 33 whole emoji.
  ['👍'.repeat(67), 'ucs-2', 134, 3],
] as const)('%j is %s, %i units, %i segments', (text, encoding, units, segments) => {
  expect(textMessageLength(text)).toEqual({ encoding, units, segments });
});
