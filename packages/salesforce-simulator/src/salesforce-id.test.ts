import fc from 'fast-check';
import { expect, test } from 'vitest';
import { salesforceId, withChecksum } from './salesforce-id.ts';

test.each([
  ['00558000001N0Ke', '00558000001N0KeAAK'],
  ['00D7Q0000004Kpz', '00D7Q0000004KpzUAE'],
  ['5007Q0000000MtN', '5007Q0000000MtNQAU'],
])('the checksum of %s is that of Salesforce', (id15, id18) => {
  expect(withChecksum(id15)).toBe(id18);
});

test('different numbers are different ids, even where letter case is lost', () => {
  const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(number, number, (a, b) => {
      const same = salesforceId('case', a).toLowerCase() === salesforceId('case', b).toLowerCase();
      return same === (a === b);
    }),
  );
});

test('an id has 18 letters and digits and says its kind', () => {
  expect(salesforceId('notification', 61)).toMatch(/^04l7Q000000000z[A-Z0-5]{3}$/);
  expect(() => salesforceId('case', -1)).toThrow(RangeError);
});
