import fc from 'fast-check';
import { expect, test } from 'vitest';
import { laterThan, mergeHead } from './merge-head.ts';

const row = (id: string, status = 'running') => ({ id, status });

test('known rows change in place, new ones are not pushed in', () => {
  const merged = mergeHead([row('3'), row('2')], [row('4'), row('3', 'succeeded')]);
  expect(merged).toEqual([row('3', 'succeeded'), row('2')]);
});

test('whatever arrives, the rows being read keep their number and order', () => {
  const ids = fc.uniqueArray(fc.integer({ min: 100, max: 999 }).map(String));
  fc.assert(
    fc.property(ids, ids, (listed, head) => {
      const merged = mergeHead(
        listed.map((id) => row(id)),
        head.map((id) => row(id, 'succeeded')),
      );
      expect(merged.map(({ id }) => id)).toEqual(listed);
    }),
  );
});

test('what came after the first listed row is new', () => {
  expect(laterThan(row('3'), [row('5'), row('4'), row('3')])).toEqual([row('5'), row('4')]);
  expect(laterThan(undefined, [row('5')])).toEqual([row('5')]);
});
