import { setTimeout as pause } from 'node:timers/promises';
import { claimNotice, findFailuresToTell, inWorkspace, writeFailureNotice } from '@canvass/database';
import type { Logger } from '@canvass/platform';
import { Counter } from 'prom-client';
import { type NoticeDoors, sendNotice } from './send-notice.ts';

const told = new Counter({
  name: 'canvass_failure_notice_attempts_total',
  help: 'Attempts to tell people by e-mail that runs failed, by how they ended',
  labelNames: ['outcome'],
});

/** Longer than an attempt can take: every recipient of one, at the provider's time limit. */
const leaseMs = 5 * 60_000;

/**
 * Looks for failures that somebody wants to be told of, and sends the notices: apart from the queues, one mail at a time,
 * so that no survey waits for them. Several processes may: each notice is written once, and is in the hands of one.
 */
export function startFailureNotices(
  options: NoticeDoors & {
    log: Logger;
    /** Between two looks. */
    intervalMs: number;
    /** How long ago a run must have ended: its transaction is committed by then. */
    behindMs: number;
  },
): AsyncDisposable {
  const { pool, log, draining } = options;

  async function write(): Promise<void> {
    for (const { workspaceId, workflowId } of await findFailuresToTell(pool, options.behindMs)) {
      const id = await inWorkspace(pool, workspaceId, (db) =>
        writeFailureNotice(db, workspaceId, workflowId, options.behindMs),
      );
      if (id !== null) log.info({ noticeId: id, workspaceId, workflowId }, 'failure-notice.written');
    }
  }

  async function send(): Promise<void> {
    while (!draining.aborted) {
      const notice = await claimNotice(pool, leaseMs);
      if (notice === null) return;
      const { failure, dueAt } = await sendNotice(options, notice);
      const outcome = dueAt !== null ? 'again' : failure === null ? 'ended' : 'given-up';
      told.inc({ outcome });
      const ids = { noticeId: notice.id, workspaceId: notice.workspaceId, workflowId: notice.workflowId };
      log.info({ ...ids, outcome, failure: failure?.code ?? null, next: dueAt }, 'failure-notice.attempted');
    }
  }

  async function run(): Promise<void> {
    while (!draining.aborted) {
      await write().catch((error) => log.warn({ err: error }, 'failure-notice.not-written'));
      await send().catch((error) => log.warn({ err: error }, 'failure-notice.not-sent'));
      await pause(options.intervalMs, undefined, { signal: draining }).catch(() => {}); // stopping ends it early
    }
  }

  const running = run();
  return { [Symbol.asyncDispose]: () => running };
}
