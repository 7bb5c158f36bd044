import { setTimeout as pause } from 'node:timers/promises';
import type { OrgLedger } from '../org-ledger.ts';
import { Followed } from './follow.ts';
import type { Progress } from './progress.ts';
import { type ExpectedEnd, judge, type Verdict } from './verdict.ts';

export interface Following {
  readonly ledger: OrgLedger;
  /** Settles when the org has nothing more to send. */
  readonly sending: Promise<unknown>;
  readonly total: number;
  readonly expected: ExpectedEnd;
  readonly look: () => Promise<Followed>;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

export interface Outcome {
  readonly followed: Followed;
  readonly verdicts: readonly Verdict[];
  /** Why Canvass could not be asked lately; null = it could. */
  readonly problem: string | null;
}

/** How long a sent SMS may lack the provider's confirmation before the table is written without it. */
const confirmationGraceMs = 5000;

/** Looks again and again until every notification is at an end, or `signal` is aborted. */
export async function followToEnd(following: Following): Promise<Outcome> {
  const { ledger, look, signal } = following;
  let sent = false;
  const sending = following.sending.then(() => {
    sent = true;
  });
  let outcome: Outcome = { followed: new Followed([], []), verdicts: [], problem: null };
  let endedAt: number | null = null;
  for (;;) {
    const startedAt = Date.now();
    const wasSent = sent;
    outcome = await look().then(
      (followed) => ({ ...outcome, followed, problem: null }),
      (error: unknown) => ({ ...outcome, problem: error instanceof Error ? error.message : String(error) }),
    );
    outcome = { ...outcome, verdicts: verdictsOf(following, outcome.followed) };
    const reached = outcome.verdicts.filter(({ state }) => state !== 'open').length;
    following.progress.show(`acknowledged ${ledger.acknowledged}, at the end`, reached, following.total);
    if (wasSent && reached === outcome.verdicts.length) {
      endedAt ??= Date.now();
      if (!lacksConfirmation(ledger, outcome.followed) || Date.now() - endedAt > confirmationGraceMs) break;
    }
    if (signal.aborted) break;
    // A long list is looked at less often, so that looking stays a small part of the load.
    await pause(Math.max(500, 4 * (Date.now() - startedAt)), undefined, { signal }).catch(() => {});
  }
  await sending;
  following.progress.end();
  return outcome;
}

function verdictsOf({ ledger, expected }: Following, followed: Followed): Verdict[] {
  return ledger.entries.map((entry) => judge(entry, expected, followed.runsOf(entry.recordId), followed.deliveriesOf));
}

function lacksConfirmation(ledger: OrgLedger, followed: Followed): boolean {
  const runs = ledger.entries.flatMap(({ recordId }) => followed.runsOf(recordId));
  const deliveries = runs.flatMap(({ id }) => followed.deliveriesOf(id));
  return deliveries.some(({ channel, status }) => channel === 'sms' && status === 'sent');
}
