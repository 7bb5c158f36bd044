import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalizeEmail } from './email-address.ts';
import { normalizePhone } from './phone-number.ts';

test.each([
  [' Ana.Kral@Example.COM ', 'Ana.Kral@Example.COM'],
  ["o'neil+canvass@mail.example.co.uk", "o'neil+canvass@mail.example.co.uk"],
  ['info@müller.example', 'info@xn--mller-kva.example'],
])('“%s” is an e-mail address', (text, expected) => {
  expect(normalizeEmail(text)).toBe(expected);
});

test.each([
  '',
  'ana',
  'ana@',
  '@example.com',
  'ana@example',
  'a b@example.com',
  'ana@exa mple.com',
  'ana..kral@example.com',
  '.ana@example.com',
  'ana@-example.com',
  'ana@example..com',
  'ana@192.168.0.1',
  'ana@example.com, bob@example.com',
  'Ana <ana@example.com>',
  'ana@example.com\nBcc: bob@example.com',
  'ana@bücher.example/path',
  `${'a'.repeat(65)}@example.com`,
  `a@${'a'.repeat(250)}.com`,
])('“%s” is no e-mail address', (text) => {
  expect(normalizeEmail(text)).toBeNull();
});

test('whatever the text, an address comes out without blanks, line breaks or a second @, or null', () => {
  const part = fc.stringMatching(/^[a-z.@ -]{0,8}$/);
  const nearlyAddresses = fc.tuple(part, part, part).map(([local, domain, top]) => `${local}@${domain}.${top}`);
  const texts = fc.oneof(fc.string({ unit: 'binary' }), nearlyAddresses);
  fc.assert(
    fc.property(texts, (text) => {
      const address = normalizeEmail(text);
      expect(address === null || /^[^\s@]+@[^\s@]+$/.test(address)).toBe(true);
      if (address !== null) expect(normalizeEmail(address)).toBe(address);
    }),
  );
});

test.each([
  ['+421 905 123 456', 'US', '+421905123456'],
  ['0905 123 456', 'SK', '+421905123456'],
  ['(415) 555-2671', 'US', '+14155552671'],
  ['00421905123456', 'SK', '+421905123456'],
  ['0905123456', 'sk', '+421905123456'],
])('“%s” in %s is %s', (text, country, expected) => {
  expect(normalizePhone(text, country)).toBe(expected);
});

test.each([
  ['', 'US'],
  ['12', 'US'],
  ['0905 123 456', 'US'],
  ['0905 123 456', 'nowhere'],
  ['call me at 415 555 2671', 'US'],
  ['+1 415 555 2671 ext. 5', 'US'],
  ['+999 123 456 789', 'US'],
])('“%s” in %s is no phone number', (text, country) => {
  expect(normalizePhone(text, country)).toBeNull();
});

test('whatever the text, a number comes out in E.164 or null', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, country) => {
      const number = normalizePhone(text, country);
      expect(number === null || /^\+\d{5,15}$/.test(number)).toBe(true);
    }),
  );
});
