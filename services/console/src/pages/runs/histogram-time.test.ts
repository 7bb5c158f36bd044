import fc from 'fast-check';
import { expect, test } from 'vitest';
import { histogramTime } from './histogram-time.ts';

const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });

test('the bars cover the time filtered by, and are few', () => {
  fc.assert(
    fc.property(instants, instants, (a, b) => {
      const [after, before] = a < b ? [a, b] : [b, a];
      const time = histogramTime(
        { receivedAfter: after.toISOString(), receivedBefore: before.toISOString() },
        new Date('2030-01-01'),
      );
      expect(time.from.getTime()).toBeLessThanOrEqual(after.getTime());
      expect(time.to.getTime()).toBeGreaterThanOrEqual(before.getTime());
      expect(time.bars).toBeLessThanOrEqual(61);
    }),
  );
});

test('without a time the last seven days are shown, three hours a bar', () => {
  const now = new Date('2026-03-08T12:00:00Z');
  const { from, to, bars } = histogramTime({}, now);
  expect((to.getTime() - from.getTime()) / bars).toBe(3 * 3_600_000);
  expect(now.getTime() - from.getTime()).toBeGreaterThanOrEqual(7 * 24 * 3_600_000);
});
