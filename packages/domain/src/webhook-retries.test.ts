import fc from 'fast-check';
import { expect, test } from 'vitest';
import { circuitPauseMs } from './webhook-retries.ts';

test('an endpoint that stays away is left alone for longer each time, and never longer than a quarter of an hour', () => {
  expect(circuitPauseMs(1, 0)).toBe(5_000);
  expect(circuitPauseMs(2, 0)).toBe(10_000);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (times, random) => {
        const pauseMs = circuitPauseMs(times, random);
        return pauseMs >= 5_000 && pauseMs <= 900_000;
      },
    ),
  );
});
