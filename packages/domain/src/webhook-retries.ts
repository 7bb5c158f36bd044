import type { RetryPolicy } from './retry-schedule.ts';

/** A call that failed: within seconds at first, then up to every hour, for 24 hours from its first failure. */
export const webhookRetryPolicy: RetryPolicy = {
  firstDelayMs: 10_000,
  maxDelayMs: 3_600_000,
  giveUpAfterMs: 24 * 3_600_000,
};

/** Failures in a row after which an endpoint is left alone for a while: single trials tell when it is back. */
export const failuresToOpen = 5;

const firstPauseMs = 10_000;
const maxPauseMs = 15 * 60_000;

/** How long an endpoint is left alone when its circuit opens for the `times`th time in a row (1 for the first). */
export function circuitPauseMs(times: number, random: number): number {
  const boundMs = Math.min(maxPauseMs, firstPauseMs * 2 ** Math.min(times - 1, 20));
  return Math.ceil(boundMs * (0.5 + random / 2));
}

/** An endpoint that did nothing but fail for this long, and this often, is disabled. */
export const disableAfter = { failingForMs: 5 * 24 * 3_600_000, failures: 20 } as const;
