import fc from 'fast-check';
import { expect, test } from 'vitest';
import { salesforceIdKey, toSalesforceId18 } from './salesforce-id.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const id15 = fc
  .array(fc.constantFrom(...letters), { minLength: 15, maxLength: 15 })
  .map((characters) => characters.join(''));

test('the 18-character form carries the checksum that Salesforce gives', () => {
  expect(toSalesforceId18('00558000001N0Ke')).toBe('00558000001N0KeAAK');
  expect(toSalesforceId18('00558000001N0KeAAK')).toBe('00558000001N0KeAAK');
  expect(toSalesforceId18('not an id')).toBe('not an id');
});

test('15 and 18 characters of one id have the same key; ids that differ in case do not', () => {
  fc.assert(
    fc.property(id15, id15, (one, other) => {
      expect(salesforceIdKey(toSalesforceId18(one))).toBe(salesforceIdKey(one));
      expect(salesforceIdKey(one) === salesforceIdKey(toSalesforceId18(other))).toBe(one === other);
    }),
  );
  expect(salesforceIdKey('00Da0000000ABCD')).not.toBe(salesforceIdKey('00DA0000000ABCD'));
});

test('18 characters are never the same for two ids, not even where case is ignored', () => {
  fc.assert(
    fc.property(id15, id15, (one, other) => {
      fc.pre(one !== other);
      expect(toSalesforceId18(one).toLowerCase()).not.toBe(toSalesforceId18(other).toLowerCase());
    }),
  );
});

test('other text is its own key', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!/^[a-zA-Z0-9]{18}$/.test(text));
      expect(salesforceIdKey(text)).toBe(text);
    }),
  );
});
