import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyOf, historyReducer } from './use-history.ts';

const change = (value: number, key: string | null = null, at = 0) => ({ kind: 'change', value, key, at }) as const;

test('undoing everything leads back to the beginning, redoing everything to the end', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 30 }), (values) => {
      let history = historyOf(-1);
      for (const value of values) history = historyReducer(history, change(value));
      const end = history.present;
      for (const _ of values) history = historyReducer(history, { kind: 'undo' });
      expect(history).toMatchObject({ present: -1, past: [] });
      for (const _ of values) history = historyReducer(history, { kind: 'redo' });
      expect(history).toMatchObject({ present: end, future: [] });
    }),
  );
});

test('typing on in one place is one step back, a pause or another place makes a new one', () => {
  let history = historyOf(0);
  history = historyReducer(history, change(1, 'subject', 1000));
  history = historyReducer(history, change(2, 'subject', 2000));
  history = historyReducer(history, change(3, 'subject', 9000));
  history = historyReducer(history, change(4, 'message', 9100));
  expect(history.past).toEqual([0, 2, 3]);
});

test('a change after undoing forgets what was undone', () => {
  let history = historyReducer(historyOf(0), change(1));
  history = historyReducer(history, { kind: 'undo' });
  history = historyReducer(history, change(2));
  expect(historyReducer(history, { kind: 'redo' }).present).toBe(2);
});

test('a reset leaves nothing to come back to', () => {
  const changed = historyReducer(historyOf(0), change(1));
  expect(historyReducer(changed, { kind: 'reset', value: 5 })).toEqual(historyOf(5));
});
