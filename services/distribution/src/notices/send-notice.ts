import { randomUUID } from 'node:crypto';
import {
  type ClaimedNotice,
  endNoticeAttempt,
  inWorkspace,
  type NoticeAttempt,
  type Pool,
  settleNoticeFor,
} from '@canvass/database';
import { nextAttemptAt, noticeRetryPolicy, PermanentError, type TaskFailure } from '@canvass/domain';
import type { EmailSender, SendOutcome } from '@canvass/providers';
import { notConfigured } from '../sending/refusals.ts';
import type { Lease, SendLimits } from '../sending/send-limits.ts';
import { writeNotice } from './write-notice.ts';

export interface NoticeDoors {
  readonly pool: Pool;
  /** Null where no provider is set up. */
  readonly email: EmailSender | null;
  /** The account's, which survey mail keeps to as well. */
  readonly limits: SendLimits;
  /** Where people open the console. */
  readonly consoleUrl: string;
  /** The process ends: what is in hand is finished, no more is begun. */
  readonly draining: AbortSignal;
}

/**
 * Sends a notice to whoever has not had it, a mail each. A notice is no delivery: it has no run that could fail by it,
 * so it is never told of by another one.
 */
export async function sendNotice(doors: NoticeDoors, notice: ClaimedNotice): Promise<NoticeAttempt> {
  const attempt = await sendToAll(doors, notice);
  const { pool } = doors;
  await inWorkspace(pool, notice.workspaceId, (db) => endNoticeAttempt(db, notice.workspaceId, notice.id, attempt));
  return attempt;
}

async function sendToAll(doors: NoticeDoors, notice: ClaimedNotice): Promise<NoticeAttempt> {
  let left: { failure: TaskFailure; retryAfterMs: number | null } | null = null;
  for (const to of notice.outstanding) {
    if (doors.draining.aborted) return { failure: null, dueAt: new Date(), counts: false };
    const lease = await doors.limits.lease(1);
    if (lease.kind === 'wait') return waiting(notice, lease);
    const outcome = await send(doors, notice, to);
    doors.limits.learn(outcome);
    if (outcome.kind === 'accepted' || outcome.kind === 'refused') {
      const refusal = outcome.kind === 'refused' ? outcome.failure : null;
      await inWorkspace(doors.pool, notice.workspaceId, (db) =>
        settleNoticeFor(db, notice.workspaceId, notice.id, to, refusal),
      );
    } else {
      left = { failure: outcome.failure, retryAfterMs: outcome.kind === 'unclear' ? null : outcome.retryAfterMs };
    }
  }
  if (left === null) return { failure: null, dueAt: null, counts: true };
  const { failure, retryAfterMs } = left;
  const [now, random] = [new Date(), Math.random()];
  const schedule = { attempt: notice.attempts + 1, firstFailedAt: notice.createdAt, now, random, retryAfterMs };
  return { failure, dueAt: nextAttemptAt(noticeRetryPolicy, schedule), counts: true };
}

/** The account may send nothing now: that is no attempt, and yet does not go on for ever. */
function waiting(notice: ClaimedNotice, lease: Extract<Lease, { kind: 'wait' }>): NoticeAttempt {
  const dueMs = Date.now() + lease.waitMs;
  const tooLate = dueMs - notice.createdAt.getTime() > noticeRetryPolicy.giveUpAfterMs;
  return tooLate
    ? { failure: lease.failure, dueAt: null, counts: false }
    : { failure: null, dueAt: new Date(dueMs), counts: false };
}

async function send({ email, consoleUrl }: NoticeDoors, notice: ClaimedNotice, to: string): Promise<SendOutcome> {
  if (email === null) return notConfigured;
  try {
    return await email.send({
      deliveryId: notice.id,
      attemptId: randomUUID(),
      from: { email: notice.fromAddress, name: 'Canvass' },
      replyTo: null,
      to,
      ...writeNotice(notice, consoleUrl),
      unsubscribeUrl: null,
    });
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return { kind: 'refused', failure: { code: error.code, detail: error.detail }, facts: {} };
  }
}
