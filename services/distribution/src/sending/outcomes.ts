import type { FencedDelivery, SendRecord } from '@canvass/database';
import { nextAttemptAt, type TaskFailure, taskRetryPolicy } from '@canvass/domain';
import type { SendOutcome } from '@canvass/providers';
import type { TaskOutcome } from '@canvass/runs';
import type { SentFrom } from './send-attempt.ts';

/** What became of a fenced delivery: a provider's answer, or a reason not to ask it. */
export type AttemptResult =
  | SendOutcome
  | { kind: 'not-written'; failure: TaskFailure }
  | { kind: 'opted-out'; failure: TaskFailure };

export interface Attempt {
  delivery: FencedDelivery;
  source: SentFrom | null;
  result: AttemptResult;
}

/** How an attempt is recorded on the delivery and in the ledger. */
export function toSendRecord({ delivery, result }: Attempt, chance: { now: Date; random: number }): SendRecord {
  const base = { deliveryId: delivery.id, attemptId: delivery.attemptId, detail: detailOf(delivery, result) };
  switch (result.kind) {
    case 'accepted':
      return { ...base, kind: 'sent', providerMessageId: result.providerMessageId };
    case 'not-accepted': {
      const { failure, retryAfterMs } = result;
      const firstFailedAt = delivery.firstFailedAt ?? chance.now;
      const schedule = { attempt: delivery.attempt, firstFailedAt, retryAfterMs, ...chance };
      const dueAt = nextAttemptAt(taskRetryPolicy, schedule);
      if (dueAt !== null) return { ...base, kind: 'deferred', failure, dueAt };
      return {
        ...base,
        kind: 'failed',
        failure: { code: 'retries-exhausted', detail: failure.detail ?? failure.code },
      };
    }
    case 'unclear':
      return { ...base, kind: 'unknown', failure: result.failure };
    case 'refused':
      // The provider knows of an opt-out that we do not: the person's wish, not a failure.
      if (result.failure.code === 'contact-opted-out') return { ...base, kind: 'opted-out', failure: result.failure };
      return { ...base, kind: 'failed', failure: result.failure };
    case 'opted-out':
      return { ...base, kind: 'opted-out', failure: result.failure };
    case 'not-written':
      return { ...base, kind: 'failed', failure: result.failure };
  }
}

/** What it means for the task run; null while the delivery waits for its next attempt. */
export function toTaskOutcome({ delivery, source }: Attempt, record: SendRecord): TaskOutcome | null {
  const { taskRunId } = delivery;
  switch (record.kind) {
    case 'deferred':
      return null;
    case 'sent': {
      const output = {
        deliveryId: delivery.id,
        invitationId: source?.invitationId ?? null,
        contactId: delivery.contactId,
        channel: delivery.channel,
        providerMessageId: record.providerMessageId,
      };
      return { taskRunId, kind: 'succeeded', output };
    }
    case 'opted-out':
      return { taskRunId, kind: 'skipped', failure: { code: 'contact-opted-out', detail: record.failure.detail } };
    case 'unknown':
      return { taskRunId, kind: 'failed', failure: { code: 'delivery-unknown', detail: record.failure.detail } };
    case 'failed':
      return { taskRunId, kind: 'failed', failure: record.failure };
  }
}

function detailOf(delivery: FencedDelivery, result: AttemptResult): Record<string, unknown> {
  return { attempt: delivery.attempt, attemptId: delivery.attemptId, ...('facts' in result ? result.facts : {}) };
}
