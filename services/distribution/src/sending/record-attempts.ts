import {
  inWorkspacePlannedOnce,
  optOutContacts,
  type Pool,
  recordSendOutcomes,
  type SendRecord,
} from '@canvass/database';
import type { Channel, WorkspaceId } from '@canvass/domain';
import { type DueWork, finishTaskRuns } from '@canvass/runs';
import { keepTrying } from './keep-trying.ts';
import { type Attempt, toSendRecord, toTaskOutcome } from './outcomes.ts';

/**
 * Writes a group's outcomes: deliveries, ledger, task runs and what comes next in their runs, in one transaction. The
 * provider has its messages by now, so a database that is away is waited for here, until `lastCall` at the latest: an
 * outcome that is lost makes its delivery `unknown`.
 */
export async function recordAttempts(
  pool: Pool,
  workspaceId: WorkspaceId,
  channel: Channel,
  attempts: readonly Attempt[],
  lastCall: AbortSignal,
): Promise<{ records: SendRecord[]; due: DueWork }> {
  const now = new Date();
  const records = attempts.map((attempt) => toSendRecord(attempt, { now, random: Math.random() }));
  const outcomes = attempts.flatMap((attempt, index) => {
    const record = records[index];
    return record ? (toTaskOutcome(attempt, record) ?? []) : [];
  });
  const optedOut = attempts.flatMap(({ delivery, result }) =>
    result.kind === 'refused' && result.failure.code === 'contact-opted-out' ? [delivery.contactId] : [],
  );
  const write = () =>
    inWorkspacePlannedOnce(pool, workspaceId, async (db) => {
      // Runs before deliveries, as everyone who holds both locks them.
      const next = await finishTaskRuns(db, workspaceId, outcomes);
      await recordSendOutcomes(db, workspaceId, records, now);
      if (optedOut.length > 0) await optOutContacts(db, workspaceId, optedOut, channel, 'provider');
      return next;
    });
  return { records, due: await keepTrying(write, lastCall) };
}
