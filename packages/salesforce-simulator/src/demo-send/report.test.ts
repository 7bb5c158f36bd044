import fc from 'fast-check';
import { expect, test } from 'vitest';
import { missingRows, percentile } from './report.ts';

test('the p-th percentile is the smallest value that this share does not exceed', () => {
  expect(percentile([1, 2, 3, 4], 0.5)).toBe(2);
  fc.assert(
    fc.property(
      fc.array(fc.nat(), { minLength: 1 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, share) => {
        const sorted = values.toSorted((a, b) => a - b);
        const value = percentile(sorted, share);
        const within = (limit: number) => sorted.filter((each) => each <= limit).length / sorted.length;
        return within(value) >= share && (value === sorted[0] || within(value - 1) < share);
      },
    ),
  );
});

test('what is missing is counted by reason, the most frequent first', () => {
  const rows = missingRows([
    { state: 'reached' },
    { state: 'open', reason: 'no run' },
    { state: 'missed', reason: 'run failed' },
    { state: 'missed', reason: 'run failed' },
  ]);
  expect(rows).toEqual([
    ['Missing', '2 × run failed'],
    ['Missing', '1 × no run'],
  ]);
});
