import { setTimeout as pause } from 'node:timers/promises';
import {
  inWorkspace,
  isTransientDatabaseError,
  optOutContacts,
  type Pool,
  recordSendOutcomes,
  type SendRecord,
} from '@canvass/database';
import type { Channel, WorkspaceId } from '@canvass/domain';
import { type DueWork, finishTaskRuns } from '@canvass/runs';
import { type Attempt, toSendRecord, toTaskOutcome } from './outcomes.ts';

const maxTries = 6;

/**
 * Writes a group's outcomes: deliveries, ledger, task runs and what comes next in their runs, in one transaction. The
 * provider has its messages by now, so a passing database failure is tried again here: an outcome that is lost makes
 * its delivery `unknown`.
 */
export async function recordAttempts(
  pool: Pool,
  workspaceId: WorkspaceId,
  channel: Channel,
  attempts: readonly Attempt[],
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
  const due = await persistently(() =>
    inWorkspace(pool, workspaceId, async (db) => {
      // Runs before deliveries, as everyone who holds both locks them.
      const next = await finishTaskRuns(db, workspaceId, outcomes);
      await recordSendOutcomes(db, workspaceId, records, now);
      if (optedOut.length > 0) await optOutContacts(db, workspaceId, optedOut, channel, 'provider');
      return next;
    }),
  );
  return { records, due };
}

async function persistently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === maxTries || !isTransientDatabaseError(error)) throw error;
      await pause(200 * 2 ** tries);
    }
  }
}
