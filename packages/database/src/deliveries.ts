import {
  advanceDelivery,
  type Channel,
  type ContactId,
  type DeliveryId,
  type DeliveryStatus,
  type InvitationId,
  type InvitationSnapshot,
  type RevisionId,
  type RunId,
  type TaskFailure,
  type TaskRunId,
  type TaskRunStatus,
  type WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { appendDeliveryEvents, type DeliveryEvent } from './delivery-events.ts';
import { idSpan, isOnly, mayBeKinSql } from './derived-id.ts';
import { addressOptedOut } from './opt-outs.ts';
import { reviveTasksOfDeliveries } from './proven-deliveries.ts';

/** A delivery that this worker, and no other, may hand to the provider. */
export interface FencedDelivery {
  id: DeliveryId;
  /** Travels with the message, so that the provider's events can be told from those of another attempt. */
  attemptId: string;
  /** 1 for the first. */
  attempt: number;
  firstFailedAt: Date | null;
  runId: RunId;
  taskRunId: TaskRunId;
  contactId: ContactId;
  channel: Channel;
  recipient: string;
  traceparent: string;
}

/** A delivery and the attempt for which it is to be fenced. */
export interface Fence {
  readonly id: DeliveryId;
  readonly attemptId: string;
}

/**
 * Takes queued deliveries that are due for sending. One caller gets each; whoever comes second, or early, gets nothing.
 * From here to the recorded outcome a crash leaves the delivery in `sending`: it is never sent again blindly.
 */
export async function fenceDeliveries(
  db: Queryable,
  workspaceId: WorkspaceId,
  channel: Channel,
  fences: readonly Fence[],
): Promise<FencedDelivery[]> {
  const ids = fences.map((fence) => fence.id);
  const { lo, hi } = idSpan(ids);
  const { rows } = await db.query<FencedDelivery>({
    name: 'fence-deliveries',
    text: `update deliveries d
              set status = 'sending', attempt_id = due.attempt_id, sending_since = now(), attempts = d.attempts + 1,
                  updated_at = now()
             from (select due.id, wanted.attempt_id
                     from (select id from deliveries
                            where workspace_id = $1 and id = any($2::uuid[]) and id between $4 and $5
                              and channel = $3 and status = 'queued' and due_at <= now()
                            order by id for update skip locked) as due
                     join unnest($2::uuid[], $6::uuid[]) as wanted (id, attempt_id) on wanted.id = due.id) as due
            where d.workspace_id = $1 and d.id = due.id
        returning d.id, d.attempt_id as "attemptId", d.attempts as attempt, d.first_failed_at as "firstFailedAt",
                  d.run_id as "runId", d.task_run_id as "taskRunId", d.contact_id as "contactId", d.channel, d.recipient,
                  d.traceparent`,
    values: [workspaceId, ids, channel, lo, hi, fences.map((fence) => fence.attemptId)],
  });
  return rows;
}

/**
 * Takes fences back whose commit is in doubt, by whoever made them and handed nothing over: of these deliveries, those that
 * are fenced for one of these attempts wait for the relay again, as if they had never been taken.
 */
export async function takeFencesBack(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly DeliveryId[],
  attemptIds: readonly string[],
): Promise<DeliveryId[]> {
  const { lo, hi } = idSpan(ids);
  // By id alone, and in a statement before: a transaction that is being committed is waited for, then seen.
  await db.query(
    `select from deliveries where workspace_id = $1 and id = any($2::uuid[]) and id between $3 and $4
      order by id for update`,
    [workspaceId, ids, lo, hi],
  );
  const { rows } = await db.query<{ id: DeliveryId }>(
    `update deliveries d
        set status = 'queued', attempt_id = null, sending_since = null, attempts = d.attempts - 1, enqueued_at = null,
            updated_at = now()
      where d.workspace_id = $1 and d.id = any($2::uuid[]) and d.id between $4 and $5
        and d.attempt_id = any($3::uuid[]) and d.status = 'sending'
  returning d.id`,
    [workspaceId, ids, attemptIds, lo, hi],
  );
  return rows.map(({ id }) => id);
}

/**
 * Lets queued deliveries wait for their provider: no attempt was made, so none is counted and the time for which they are
 * tried does not begin. The failure says what they wait for.
 */
export async function postponeDeliveries(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly DeliveryId[],
  dueAt: Date,
  failure: TaskFailure,
): Promise<void> {
  await db.query(
    `update deliveries d set due_at = $3, enqueued_at = null, error = $4, updated_at = now()
       from (select id from deliveries
              where workspace_id = $1 and id = any($2::uuid[]) and status = 'queued' and due_at <= now()
              order by id for update skip locked) as waiting
      where d.workspace_id = $1 and d.id = waiting.id`,
    [workspaceId, ids, dueAt, JSON.stringify(failure)],
  );
}

/** What a fenced delivery's message is written from. */
export interface MessageSource {
  deliveryId: DeliveryId;
  invitationId: InvitationId;
  token: string;
  language: string | null;
  snapshot: InvitationSnapshot;
  stepId: string;
  revisionId: RevisionId;
  /** The outputs of the run's earlier steps. */
  outputs: Record<string, Record<string, unknown>>;
  /** True when the contact, or any other one with the recipient's address, has opted out since the preparation. */
  optedOut: boolean;
}

export async function findMessageSources(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly DeliveryId[],
): Promise<Map<DeliveryId, MessageSource>> {
  const { lo, hi } = idSpan(ids);
  const { rows } = await db.query<MessageSource>({
    name: 'find-message-sources',
    text: `select d.id as "deliveryId", i.id as "invitationId", i.token, i.language, i.snapshot, t.step_id as "stepId",
                  r.revision_id as "revisionId",
                  coalesce((select jsonb_object_agg(o.step_id, o.output) from task_runs o
                             where o.workspace_id = $1 and o.run_id = d.run_id and o.output is not null
                               and ${mayBeKinSql('o.id', 'd.run_id')}), '{}') as outputs,
                  case d.channel
                    when 'email' then c.email_opted_out_at is not null or ${addressOptedOut('email', 'd.recipient')}
                    else c.sms_opted_out_at is not null or ${addressOptedOut('sms', 'd.recipient')}
                  end as "optedOut"
             from unnest($2::uuid[]) as wanted (id)
            cross join lateral (
              select id, invitation_id, task_run_id, run_id, contact_id, channel, recipient from deliveries
               where workspace_id = $1 and id ${isOnly('wanted.id')} and id between $3 and $4 offset 0) as d
            cross join lateral (
              select id, token, language, snapshot from invitations
               where workspace_id = $1 and id = d.invitation_id offset 0) as i
            cross join lateral (
              select step_id from task_runs
               where workspace_id = $1 and id ${isOnly('d.task_run_id')} and id between $3 and $4 offset 0) as t
            cross join lateral (
              select revision_id from runs
               where workspace_id = $1 and id ${isOnly('d.run_id')} and id between $3 and $4 offset 0) as r
             left join lateral (
              select email_opted_out_at, sms_opted_out_at from contacts
               where workspace_id = $1 and id = d.contact_id offset 0) as c on true`,
    values: [workspaceId, ids, lo, hi],
  });
  return new Map(rows.map((row) => [row.deliveryId, row]));
}

/** What became of one sending attempt. */
export type SendRecord = {
  deliveryId: DeliveryId;
  attemptId: string;
  /** Provider's facts for the ledger: its codes and words, segments. No contents. */
  detail: Record<string, unknown>;
} & (
  | { kind: 'sent'; providerMessageId: string }
  | { kind: 'deferred'; failure: TaskFailure; dueAt: Date }
  | { kind: 'failed' | 'unknown' | 'opted-out'; failure: TaskFailure }
);

/**
 * Writes outcomes of attempts to the rows and the ledger; answers the deliveries whose attempt was still the current
 * one. A provider's callback may have been quicker than we are: the status never goes back behind it.
 */
export async function recordSendOutcomes(
  db: Queryable,
  workspaceId: WorkspaceId,
  records: readonly SendRecord[],
  at: Date,
): Promise<Set<DeliveryId>> {
  const ids = records.map((record) => record.deliveryId);
  const { lo, hi } = idSpan(ids);
  const { rows } = await db.query<CurrentDelivery>({
    name: 'lock-attempted-deliveries',
    text: `select d.id, d.status, d.attempt_id as "attemptId",
                  (select t.status from task_runs t
                    where t.workspace_id = $1 and t.id ${isOnly('d.task_run_id')} and t.id between $3 and $4) as "taskStatus"
             from (select id from unnest($2::uuid[]) as wanted (id) order by id) as wanted
            cross join lateral (
              select id, status, attempt_id, task_run_id from deliveries
               where workspace_id = $1 and id ${isOnly('wanted.id')} and id between $3 and $4 for update) as d`,
    values: [workspaceId, ids, lo, hi],
  });
  const current = new Map(rows.map((row) => [row.id, row]));
  const mine = records.flatMap((record) => {
    const delivery = current.get(record.deliveryId);
    return delivery?.attemptId === record.attemptId ? [{ record, delivery }] : [];
  });
  const changes = mine.map(({ record, delivery }) => toChange(record, delivery));
  await db.query({
    name: 'record-attempts',
    text: `update deliveries d
        set status = c.status, error = case when c.status = d.status then d.error else c.error end, updated_at = $3,
            provider_message_id = coalesce(c."providerMessageId", d.provider_message_id),
            sent_at = case when c."providerMessageId" is not null then coalesce(d.sent_at, $3) else d.sent_at end,
            due_at = coalesce(c."dueAt", d.due_at),
            enqueued_at = case when c."dueAt" is not null then null else d.enqueued_at end,
            first_failed_at = case when c."dueAt" is not null then coalesce(d.first_failed_at, $3) else d.first_failed_at end
       from jsonb_to_recordset($2) as c (id uuid, status text, error jsonb, "providerMessageId" text, "dueAt" timestamptz)
      where d.workspace_id = $1 and d.id = c.id`,
    values: [workspaceId, JSON.stringify(changes), at],
  });
  await appendDeliveryEvents(
    db,
    workspaceId,
    mine.map(({ record }) => toEvent(record, at)),
  );
  // Given up as lost while its sender was still at it.
  const proven = mine.filter(({ record, delivery }) => record.kind === 'sent' && delivery.status === 'unknown');
  await reviveTasksOfDeliveries(
    db,
    workspaceId,
    proven.map(({ record }) => record.deliveryId),
  );
  return new Set(mine.map(({ record }) => record.deliveryId));
}

interface CurrentDelivery {
  id: DeliveryId;
  status: DeliveryStatus;
  attemptId: string | null;
  taskStatus: TaskRunStatus | null;
}

function toChange(record: SendRecord, { id, status, taskStatus }: CurrentDelivery) {
  const change = { id, error: null, providerMessageId: null, dueAt: null };
  if (record.kind === 'sent') {
    return { ...change, status: advanceDelivery(status, 'sent'), providerMessageId: record.providerMessageId };
  }
  const { failure: error } = record;
  if (record.kind !== 'deferred') return { ...change, status: advanceDelivery(status, record.kind), error };
  // The provider's events say that it went out after all.
  if (status !== 'sending' && status !== 'unknown') return { ...change, status };
  // Nobody waits for it any more: what did not go out is not tried again.
  if (taskStatus === 'cancelled') return { ...change, status: 'skipped', error: runCancelled };
  if (taskStatus !== 'running') return { ...change, status: 'failed', error };
  return { ...change, status: 'queued', error, dueAt: record.dueAt.toISOString() };
}

const runCancelled: TaskFailure = { code: 'run-cancelled', detail: null };

function toEvent(record: SendRecord, at: Date): DeliveryEvent {
  return {
    deliveryId: record.deliveryId,
    type: record.kind,
    at,
    detail: record.kind === 'deferred' ? { ...record.detail, dueAt: record.dueAt.toISOString() } : record.detail,
    providerEventId: null,
    ...(record.kind === 'sent' ? {} : { failure: record.failure }),
  };
}
