import {
  type EventSourceId,
  type MessageId,
  type NotificationId,
  salesforceIdKey,
  type WorkspaceId,
} from '@canvass/domain';
import type { Pool, Queryable } from './connection.ts';
import { inSystem } from './transaction.ts';

export interface IncomingNotification {
  readonly id: NotificationId;
  /** The sender's id of it, as it came. */
  readonly salesforceId: string;
  /** That id made comparable: what comes again with it is a duplicate. */
  readonly dedupKey: string;
  readonly recordId: string | null;
  readonly fields: Readonly<Record<string, string | null>>;
  /** Why no workflow can use it; null = nothing wrong. */
  readonly problem: 'record-deleted' | null;
}

/** A message that was understood and is to be stored before it is acknowledged. */
export interface IncomingMessage {
  readonly id: MessageId;
  readonly workspaceId: WorkspaceId;
  readonly eventSourceId: EventSourceId;
  /** Null where the event source is of no org: JSON over HTTPS. */
  readonly organizationId: string | null;
  readonly objectType: string | null;
  readonly traceparent: string;
  /** At most one per key. */
  readonly notifications: readonly IncomingNotification[];
  /** The event source may not be pinned to org and object yet: this message pins it, or is held to an earlier one's pin. */
  readonly pins: boolean;
  /** A job is offered for it after the commit; otherwise it waits for the relay. */
  readonly offered: boolean;
}

export type IntakeOutcome =
  /** How many notifications were new; the others were known. */
  | { readonly kind: 'stored'; readonly stored: number }
  /** Another message pinned the event source first, to another org or object. Nothing was stored. */
  | { readonly kind: 'pinned-otherwise'; readonly by: 'organization' | 'object' };

/**
 * Stores messages in one transaction. A notification that is known already is left as it was; a message row is made only
 * where a notification was new. One outcome per message, in their order.
 */
export async function storeMessages(pool: Pool, messages: readonly IncomingMessage[]): Promise<IntakeOutcome[]> {
  const pinning = messages.filter((message) => message.pins);
  // The usual case is a single statement, which is a transaction by itself: one round trip for all of a group.
  if (pinning.length === 0) return outcomesOf(messages, await insertMessages(pool, messages), new Map());
  return inSystem(pool, async (db) => {
    const misfits = await pinEventSources(db, pinning);
    const stored = await insertMessages(
      db,
      messages.filter((message) => !misfits.has(message)),
    );
    return outcomesOf(messages, stored, misfits);
  });
}

function outcomesOf(
  messages: readonly IncomingMessage[],
  stored: ReadonlyMap<MessageId, number>,
  misfits: ReadonlyMap<IncomingMessage, 'organization' | 'object'>,
): IntakeOutcome[] {
  return messages.map((message) => {
    const by = misfits.get(message);
    return by === undefined
      ? { kind: 'stored', stored: stored.get(message.id) ?? 0 }
      : { kind: 'pinned-otherwise', by };
  });
}

async function insertMessages(db: Queryable, messages: readonly IncomingMessage[]): Promise<Map<MessageId, number>> {
  if (messages.length === 0) return new Map();
  const rows = messages.flatMap((message) =>
    message.notifications.map((notification) => ({
      id: notification.id,
      workspace_id: message.workspaceId,
      event_source_id: message.eventSourceId,
      message_id: message.id,
      dedup_key: notification.dedupKey,
      salesforce_id: notification.salesforceId,
      record_id: notification.recordId,
      object_type: message.objectType,
      fields: notification.fields,
      problem: notification.problem,
    })),
  );
  // The order is one for all processes, so that two of them never wait for each other's keys. `durable`: an
  // acknowledgement is a promise, which not even a database set to asynchronous commits may break. Named, so that each
  // connection parses and plans it once: for a small group that cost more than storing it.
  const { rows: stored } = await db.query<{ id: MessageId; notification_count: number }>({
    name: 'store-messages',
    text: `with durable as materialized (
       select set_config('synchronous_commit', 'on', true)
     ), given as materialized (
       select * from json_to_recordset($1::json) as n (id uuid, workspace_id uuid, event_source_id uuid,
              message_id uuid, dedup_key text, salesforce_id text, record_id text, object_type text, fields jsonb,
              problem text)
     ), fresh as (
       insert into notification_keys (event_source_id, notification_id, workspace_id, dedup_key)
       select event_source_id, id, workspace_id, dedup_key from given order by event_source_id, dedup_key, id
           on conflict (event_source_id, dedup_key) do nothing
       returning notification_id
     ), stored as (
       insert into notifications (id, workspace_id, event_source_id, message_id, salesforce_id, record_id, object_type,
                                  fields, problem)
       select id, workspace_id, event_source_id, message_id, salesforce_id, record_id, object_type, fields, problem
         from given join fresh on notification_id = id order by id
       returning message_id
     ), counted as (
       select message_id, count(*) as notification_count from stored group by message_id
     )
     insert into messages (id, workspace_id, event_source_id, notification_count, traceparent, enqueued_at)
     select m.id, m.workspace_id, m.event_source_id, c.notification_count, m.traceparent, case when m.offered then now() end
       from durable
      cross join json_to_recordset($2::json) as m (id uuid, workspace_id uuid, event_source_id uuid, traceparent text,
            offered boolean)
       join counted c on c.message_id = m.id
     returning id, notification_count`,
    values: [
      JSON.stringify(rows),
      JSON.stringify(
        messages.map((message) => ({
          id: message.id,
          workspace_id: message.workspaceId,
          event_source_id: message.eventSourceId,
          traceparent: message.traceparent,
          offered: message.offered,
        })),
      ),
    ],
  });
  return new Map(stored.map((row) => [row.id, row.notification_count]));
}

interface Pin {
  organization_id: string | null;
  object_type: string | null;
}

/**
 * Pins event sources to org and object of their first message. The row lock makes one message the first; those after it,
 * in this transaction or another, are held to it. Answers the messages that don't fit.
 */
async function pinEventSources(
  db: Queryable,
  messages: readonly IncomingMessage[],
): Promise<Map<IncomingMessage, 'organization' | 'object'>> {
  const misfits = new Map<IncomingMessage, 'organization' | 'object'>();
  const bySource = Map.groupBy(messages, (message) => message.eventSourceId);
  for (const [eventSourceId, ofSource] of [...bySource].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const workspaceId = ofSource[0]?.workspaceId;
    const { rows } = await db.query<Pin>(
      'select organization_id, object_type from event_sources where workspace_id = $1 and id = $2 for update',
      [workspaceId, eventSourceId],
    );
    const pin = rows[0];
    if (pin === undefined) throw new Error(`event source ${eventSourceId} is gone`);
    let fits = false;
    for (const message of ofSource) {
      const misfit = misfitOf(pin, message);
      if (misfit !== null) {
        misfits.set(message, misfit);
        continue;
      }
      fits = true;
      pin.organization_id ??= message.organizationId;
      pin.object_type ??= message.objectType;
    }
    if (fits) {
      await db.query(
        `update event_sources
            set organization_id = $3, object_type = $4, first_message_at = coalesce(first_message_at, now()), last_message_at = now(),
                status = case status when 'waiting' then 'active' else status end
          where workspace_id = $1 and id = $2`,
        [workspaceId, eventSourceId, pin.organization_id, pin.object_type],
      );
    }
  }
  return misfits;
}

function misfitOf(pin: Pin, message: IncomingMessage): 'organization' | 'object' | null {
  const { organization_id: organizationId, object_type: objectType } = pin;
  const comesFrom = message.organizationId;
  if (organizationId !== null && comesFrom !== null && salesforceIdKey(organizationId) !== salesforceIdKey(comesFrom)) {
    return 'organization';
  }
  return objectType !== null && message.objectType !== null && objectType !== message.objectType ? 'object' : null;
}

/** The notifications that an event source's keys stand for, those that are known. */
export async function findNotificationsByKey(
  db: Queryable,
  eventSourceId: EventSourceId,
  dedupKeys: readonly string[],
): Promise<Map<string, NotificationId>> {
  const { rows } = await db.query<{ key: string; id: NotificationId }>(
    `select dedup_key as key, notification_id as id from notification_keys
      where event_source_id = $1 and dedup_key = any($2::text[])`,
    [eventSourceId, dedupKeys],
  );
  return new Map(rows.map(({ key, id }) => [key, id]));
}
