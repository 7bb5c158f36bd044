import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextAttemptAt, taskRetryPolicy as policy } from './retry-schedule.ts';

const noon = new Date('2026-03-02T12:00:00Z');
const failedAtNoon = { attempt: 1, firstFailedAt: noon, now: noon, random: 0.5, retryAfterMs: null };
const failures = fc.record({
  attempt: fc.integer({ min: 1, max: 500 }),
  firstFailedAt: fc.constant(noon),
  now: fc.integer({ min: 0, max: 30 * 3_600_000 }).map((ms) => new Date(noon.getTime() + ms)),
  random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  retryAfterMs: fc.option(fc.integer({ min: 0, max: 48 * 3_600_000 })),
});

test('the bound of the delay doubles', () => {
  expect(nextAttemptAt(policy, failedAtNoon)).toEqual(new Date('2026-03-02T12:00:02Z'));
  expect(nextAttemptAt(policy, { ...failedAtNoon, attempt: 3 })).toEqual(new Date('2026-03-02T12:00:08Z'));
});

test('no attempt is due before now, before what the other side asked for, or after the give-up time', () => {
  fc.assert(
    fc.property(failures, (failure) => {
      const dueAt = nextAttemptAt(policy, failure);
      if (dueAt === null) return;
      expect(dueAt.getTime()).toBeGreaterThanOrEqual(failure.now.getTime() + (failure.retryAfterMs ?? 0));
      expect(dueAt.getTime()).toBeLessThanOrEqual(noon.getTime() + policy.giveUpAfterMs);
      expect(dueAt.getTime() - failure.now.getTime() - (failure.retryAfterMs ?? 0)).toBeLessThanOrEqual(
        policy.maxDelayMs,
      );
    }),
  );
});

test('it is given up only where the next attempt could be later than the policy allows', () => {
  fc.assert(
    fc.property(failures, (failure) => {
      const latest = failure.now.getTime() + (failure.retryAfterMs ?? 0) + policy.maxDelayMs;
      fc.pre(latest - noon.getTime() <= policy.giveUpAfterMs);
      expect(nextAttemptAt(policy, failure)).not.toBeNull();
    }),
  );
});
