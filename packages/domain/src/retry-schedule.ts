/** How a transient failure is tried again. All times in milliseconds. */
export interface RetryPolicy {
  /** Bound of the first delay; each later bound is twice as long. */
  readonly firstDelayMs: number;
  readonly maxDelayMs: number;
  /** Counted from the first failure: nothing is due later than this. */
  readonly giveUpAfterMs: number;
}

export interface Failure {
  /** 1 for the first. */
  readonly attempt: number;
  readonly firstFailedAt: Date;
  readonly now: Date;
  /** In [0, 1). */
  readonly random: number;
  /** What the other side asked for; never tried earlier. */
  readonly retryAfterMs: number | null;
}

/** Tasks and deliveries: within seconds at first, then up to every 15 minutes for 24 hours. */
export const taskRetryPolicy: RetryPolicy = {
  firstDelayMs: 4_000,
  maxDelayMs: 15 * 60_000,
  giveUpAfterMs: 24 * 3_600_000,
};

/**
 * When a failed task is due again; null once it would have been failing for longer than the policy allows. The delay is
 * any time up to a bound that doubles ("full jitter"), so that what failed together does not return together. What the
 * other side asked for comes first, jitter after it.
 */
export function nextAttemptAt(policy: RetryPolicy, failure: Failure): Date | null {
  const boundMs = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** Math.min(failure.attempt - 1, 40));
  const dueMs = failure.now.getTime() + (failure.retryAfterMs ?? 0) + Math.ceil(failure.random * boundMs);
  return dueMs - failure.firstFailedAt.getTime() > policy.giveUpAfterMs ? null : new Date(dueMs);
}
