import { expect, test } from 'vitest';
import { firstValues, toFields } from './test-values.ts';

const field = { firstSeenAt: null, lastSeenAt: null, silentSince: null };

test('a test has the fields of the catalogue with their examples, without the key that each event has of its own', () => {
  const values = firstValues({
    kind: 'json',
    keyPointer: '/order/key',
    fields: [
      { ...field, name: 'order.key', type: 'text', example: 'k-1' },
      { ...field, name: 'total', type: 'number', example: '12' },
      { ...field, name: 'note', type: 'text', example: null },
    ],
  });
  expect(values).toMatchObject([
    { name: 'total', value: '12', known: true },
    { name: 'note', value: '', known: true },
  ]);
  expect(toFields(values)).toEqual({ total: '12', note: null });
});

test('where no field is known, there is something to begin with, and rows without a name are left out', () => {
  const values = firstValues({ kind: 'salesforce', keyPointer: null, fields: [] });
  expect(values.some(({ name, known }) => name === 'ContactEmail' && !known)).toBe(true);
  expect(toFields([{ key: 0, name: ' ', value: 'x', known: false }])).toEqual({});
});
