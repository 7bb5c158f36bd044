import { expect, test } from 'vitest';
import { readChanges } from './changes.ts';

test('old and new values are read field by field', () => {
  expect(
    readChanges({ email: { from: 'a@old.example', to: 'a@new.example' }, phone: { from: null, to: '+33612' } }),
  ).toEqual([
    { field: 'email', from: 'a@old.example', to: 'a@new.example' },
    { field: 'phone', from: null, to: '+33612' },
  ]);
});

test('groups of fields are opened up', () => {
  expect(readChanges({ embeddedData: { Priority: { from: 'Low', to: 'High' } } })).toEqual([
    { field: 'embeddedData.Priority', from: 'Low', to: 'High' },
  ]);
});

test('a value alone is a new one, and what cannot be read is nothing', () => {
  expect(readChanges({ channel: 'email' })).toEqual([{ field: 'channel', from: null, to: 'email' }]);
  expect(readChanges(null)).toEqual([]);
  expect(readChanges('text')).toEqual([]);
});
