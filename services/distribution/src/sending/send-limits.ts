import type { TaskFailure } from '@canvass/domain';
import type { AttemptResult } from './outcomes.ts';

/** What a provider account allows at this moment. */
export type Lease =
  | { kind: 'slots'; slots: number }
  /** Nothing now; asking again is worth it after `waitMs`. */
  | { kind: 'wait'; waitMs: number; failure: TaskFailure };

/** The rate, the quota and the circuit breaker of a provider account, shared by all worker processes. */
export interface SendLimits {
  /** Asks to send up to `wanted` messages now. */
  lease(wanted: number): Promise<Lease>;
  /** Slots that were not used after all. */
  giveBack(slots: number): void;
  /** What became of an attempt: many failures in a row open the breaker. */
  learn(result: AttemptResult): void;
}

/** A provider without limits. */
export const unlimited: SendLimits = {
  lease: async (wanted) => ({ kind: 'slots', slots: wanted }),
  giveBack: () => {},
  learn: () => {},
};
