import type { RetryPolicy } from './retry-schedule.ts';

/** Whom a workflow's failures are told to at most, members and other addresses together. */
export const maxNoticeRecipients = 20;

/** After a notice, the next of the same workflow comes so many minutes later at the soonest. */
export const noticeIntervals = { least: 5, most: 1_440, usual: 60 } as const;

/** A notice that the provider did not take: soon again at first, then up to every half hour, for six hours. */
export const noticeRetryPolicy: RetryPolicy = {
  firstDelayMs: 60_000,
  maxDelayMs: 30 * 60_000,
  giveUpAfterMs: 6 * 3_600_000,
};
