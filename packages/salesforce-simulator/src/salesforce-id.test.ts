import fc from 'fast-check';
import { expect, test } from 'vitest';
import { salesforceId } from './salesforce-id.ts';

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
  expect(salesforceId('organization', 4_242)).toBe('00D7Q000000016QUAQ');
  expect(salesforceId('notification', 61)).toMatch(/^04l7Q000000000z[A-Z0-5]{3}$/);
  expect(() => salesforceId('case', -1)).toThrow(RangeError);
});
