import { randomUUID } from 'node:crypto';
import {
  advanceDelivery,
  type ContactId,
  type DeliveryEventType,
  DeliveryId,
  type DeliveryStatus,
  type TaskFailure,
  type WorkspaceId,
} from '@canvass/domain';
import { z } from 'zod';
import type { Pool, Queryable } from './connection.ts';
import { derivedId, idSpan, isOnly } from './derived-id.ts';
import { reviveTasksOfDeliveries } from './proven-deliveries.ts';
import { tellWebhooks } from './webhook-outbox.ts';

export interface DeliveryEvent {
  deliveryId: DeliveryId;
  type: DeliveryEventType;
  at: Date;
  /** Facts for whoever looks into the delivery. No message contents. */
  detail: Record<string, unknown>;
  /** The provider's own identity of the event: the same one again is not recorded twice. */
  providerEventId: string | null;
  /** Why, where the event is a failure: shown with the catalogue's sentence and remedy. */
  failure?: TaskFailure;
}

const EventId = z.uuid();

/** Writes events to the ledger, and tells webhooks, without moving statuses. A provider event that is in it already is left out. */
export async function appendDeliveryEvents(
  db: Queryable,
  workspaceId: WorkspaceId,
  events: readonly DeliveryEvent[],
): Promise<void> {
  if (events.length === 0) return;
  await db.query({
    name: 'append-delivery-events',
    text: `with appended as (
     insert into delivery_events (id, workspace_id, delivery_id, type, at, detail, provider_event_id)
     select e.id, $1, e.delivery_id, e.type, e.at, e.detail, e.provider_event_id
       from unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[], $6::jsonb[], $7::text[])
         as e (id, delivery_id, type, at, detail, provider_event_id)
         on conflict (id) do nothing
  returning id, delivery_id, type, at)
     ${tellWebhooks(`select 'delivery.' || type as type, delivery_id as subject_id, at, id as event_id from appended`)}`,
    values: [
      workspaceId,
      events.map((event) => derivedId(EventId, event.deliveryId, 'event', event.providerEventId ?? randomUUID())),
      events.map((event) => event.deliveryId),
      events.map((event) => event.type),
      events.map((event) => event.at),
      events.map((event) => JSON.stringify(event.failure ? { ...event.detail, failure: event.failure } : event.detail)),
      events.map((event) => event.providerEventId),
    ],
  });
}

/**
 * Appends one event to the ledger and moves the delivery's status if the event says more than it does. A repeated
 * provider event changes nothing. Where it proves that a message of unknown fate went out, its run goes on. Null when the
 * workspace has no such delivery.
 */
export async function recordDeliveryEvent(
  db: Queryable,
  workspaceId: WorkspaceId,
  event: DeliveryEvent,
): Promise<DeliveryStatus | null> {
  await lockRunOfOpenDelivery(db, workspaceId, event.deliveryId);
  const { rows } = await db.query<{ status: DeliveryStatus }>(
    'select status from deliveries where workspace_id = $1 and id = $2 for update',
    [workspaceId, event.deliveryId],
  );
  const current = rows[0]?.status;
  if (current === undefined) return null;
  await appendDeliveryEvents(db, workspaceId, [event]);
  const status = advanceDelivery(current, event.type);
  if (status === current) return current;
  await db.query(
    `update deliveries
        set status = $3,
            error = $4,
            -- Word of a message of which the outcome was unknown proves that it went out.
            sent_at = coalesce(sent_at, $5),
            updated_at = now()
      where workspace_id = $1 and id = $2`,
    [
      workspaceId,
      event.deliveryId,
      status,
      event.failure ? JSON.stringify(event.failure) : null,
      provesSending.has(event.type) ? event.at : null,
    ],
  );
  if (current === 'queued' || current === 'sending') await haveTaskRunLookedAt(db, workspaceId, event.deliveryId);
  if (current === 'unknown' && provesSending.has(event.type)) {
    await reviveTasksOfDeliveries(db, workspaceId, [event.deliveryId]);
  }
  return status;
}

/** An event may move on the run of a delivery that its sender has not settled: runs are locked before deliveries. */
async function lockRunOfOpenDelivery(db: Queryable, workspaceId: WorkspaceId, deliveryId: DeliveryId): Promise<void> {
  const { lo, hi } = idSpan([deliveryId]);
  await db.query(
    `select from runs
      where workspace_id = $1 and id between $3 and $4
        and id ${isOnly(`(select run_id from deliveries
                           where workspace_id = $1 and id = $2 and status in ('queued', 'sending', 'unknown'))`)}
        for update`,
    [workspaceId, deliveryId, lo, hi],
  );
}

/** Time for the sender, which is at it in the usual case, to record its own outcome. */
const senderGraceMs = 60_000;

/**
 * A delivery that was moved on before its sender said anything may have no sender any more: its task run is looked at
 * again, or nobody would ever end it. One that is locked is being ended at this moment; waiting for it would turn round
 * the order of locks.
 */
async function haveTaskRunLookedAt(db: Queryable, workspaceId: WorkspaceId, deliveryId: DeliveryId): Promise<void> {
  const { lo, hi } = idSpan([deliveryId]);
  await db.query(
    `update task_runs set due_at = now() + $3 * interval '1 ms', enqueued_at = null
      where workspace_id = $1
        and id = (select id from task_runs
                   where workspace_id = $1 and status = 'running' and id between $4 and $5
                     and id ${isOnly('(select task_run_id from deliveries where workspace_id = $1 and id = $2)')}
                     for update skip locked)`,
    [workspaceId, deliveryId, senderGraceMs, lo, hi],
  );
}

/** What providers tell of a message that they took, and what a person does with a link that only the message has. */
const provesSending: ReadonlySet<DeliveryEventType> = new Set([
  'sent',
  'delivered',
  'soft-bounce',
  'hard-bounce',
  'opened',
  'clicked',
  'complaint',
  'survey-started',
  'partially-finished',
  'opted-out',
  'finished',
]);

/** The delivery that carried an invitation's link; null when there is none. */
export async function findDeliveryOfInvitation(
  db: Queryable,
  workspaceId: WorkspaceId,
  invitationId: string,
): Promise<DeliveryId | null> {
  const { rows } = await db.query<{ id: string }>(
    `select d.id from invitations i join deliveries d on d.workspace_id = $1 and d.run_id = i.run_id and d.invitation_id = i.id
      where i.workspace_id = $1 and i.id = $2 order by d.id limit 1`,
    [workspaceId, invitationId],
  );
  return rows[0] ? DeliveryId.parse(rows[0].id) : null;
}

/** A delivery as provider callbacks find it, before the workspace is known. */
export interface DeliveryAddress {
  workspaceId: WorkspaceId;
  deliveryId: DeliveryId;
  contactId: ContactId;
}

const addressColumns = 'workspace_id as "workspaceId", id as "deliveryId", contact_id as "contactId"';

/** Over all workspaces: the delivery of one sending attempt, as named in tags and callback addresses. */
export async function findDeliveryOfAttempt(
  pool: Pool,
  deliveryId: DeliveryId,
  attemptId: string,
): Promise<DeliveryAddress | null> {
  const { rows } = await pool.query<DeliveryAddress>(
    `select ${addressColumns} from deliveries where id = $1 and attempt_id = $2`,
    [deliveryId, attemptId],
  );
  return rows[0] ?? null;
}

/** Over all workspaces: the delivery by the provider's own id of the message. */
export async function findDeliveryOfProviderMessage(
  pool: Pool,
  providerMessageId: string,
): Promise<DeliveryAddress | null> {
  const { rows } = await pool.query<DeliveryAddress>(
    `select ${addressColumns} from deliveries where provider_message_id = $1 limit 1`,
    [providerMessageId],
  );
  return rows[0] ?? null;
}
