import { parseSearchWith, stringifySearchWith } from '@tanstack/react-router';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toggled } from '../../api/search.ts';
import { runTones, statusesOf } from '../../api/statuses.ts';
import { joinLists } from '../../search-format.ts';
import { parseRunSearch, parseRunsSearch } from './run-filters.ts';

const toAddress = stringifySearchWith(joinLists, JSON.parse);
const fromAddress = parseSearchWith(JSON.parse);

test('filters survive the way through the address', () => {
  const filters = fc.record(
    {
      status: fc.uniqueArray(fc.constantFrom(...statusesOf(runTones)), { minLength: 1 }),
      workflowId: fc.uuid(),
      recordId: fc.stringMatching(/^[a-zA-Z0-9]{15,18}$/),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(filters, (search) => {
      expect(parseRunsSearch(fromAddress(toAddress(search)))).toEqual(search);
    }),
  );
});

test('a record id of digits alone stays text with its leading zeros', () => {
  const address = toAddress({ recordId: '000000000000001' });
  expect(parseRunsSearch(fromAddress(address)).recordId).toBe('000000000000001');
});

test('what the address says wrongly is left out, the rest applies', () => {
  expect(parseRunsSearch({ status: 'failed,exploded', workflowId: '', recordId: ' 500x ' })).toEqual({
    status: ['failed'],
    recordId: '500x',
  });
});

test('a filter chosen twice is taken away, and the last one leaves nothing behind', () => {
  expect(toggled(['failed'], 'skipped')).toEqual(['failed', 'skipped']);
  expect(toggled(['failed', 'skipped'], 'failed')).toEqual(['skipped']);
  expect(toggled(['skipped'], 'skipped')).toBeUndefined();
});

test('a run’s address names the selected step', () => {
  expect(parseRunSearch({ step: 'email' })).toEqual({ step: 'email' });
  expect(parseRunSearch({ step: 7 })).toEqual({ step: '7' });
  expect(parseRunSearch({})).toEqual({});
});
