import {
  testEventType,
  type WebhookCallId,
  type WebhookEndpointId,
  type WebhookEventId,
  type WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan } from './derived-id.ts';
import { firstIdAt } from './id-time.ts';

/** An endpoint as whoever calls it needs it. */
export interface CallableEndpoint {
  id: WebhookEndpointId;
  url: string;
  /** The newest first; two while a rotation overlaps. */
  secrets: string[];
  failures: number;
  timesOpened: number;
}

/** Endpoints of these calls that may be called now: enabled, and not left alone after failures. */
export async function findCallableEndpoints(
  db: Queryable,
  workspaceId: WorkspaceId,
  callIds: readonly WebhookCallId[],
): Promise<{ endpoint: CallableEndpoint; callIds: WebhookCallId[] }[]> {
  const { lo, hi } = idSpan(callIds);
  const { rows } = await db.query<CallableEndpoint & { callIds: WebhookCallId[] }>(
    `select e.id, e.url, e.failures, e.times_opened as "timesOpened",
            array_remove(array[e.secret, case when e.previous_secret_until > now() then e.previous_secret end], null)
              as secrets,
            c.ids as "callIds"
       from (select endpoint_id, array_agg(id order by due_at, id) as ids from webhook_calls
              where workspace_id = $1 and id = any($2::uuid[]) and id between $3 and $4 and status = 'pending'
              group by endpoint_id) as c
       join webhook_endpoints e on e.workspace_id = $1 and e.id = c.endpoint_id
      where e.status = 'enabled' and e.open_until <= now()`,
    [workspaceId, callIds, lo, hi],
  );
  return rows.map(({ callIds: ids, ...endpoint }) => ({ endpoint, callIds: ids }));
}

/** The right to try an endpoint out whose circuit is open: one caller gets it, until the trial's lease ends. */
export async function takeTrial(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WebhookEndpointId,
  leaseMs: number,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update webhook_endpoints set open_until = now() + $3 * interval '1 ms'
      where workspace_id = $1 and id = $2 and status = 'enabled' and open_until <= now()`,
    [workspaceId, id, leaseMs],
  );
  return rowCount === 1;
}

/** A call in the hands of a worker. */
export interface ClaimedCall {
  id: WebhookCallId;
  eventId: WebhookEventId;
  type: string;
  subjectId: string;
  at: Date;
  /** Null before the first attempt. */
  body: string | null;
  /** Made before this one. */
  attempts: number;
  firstFailedAt: Date | null;
}

/**
 * Takes calls that are due. One caller gets each, for `leaseMs`: if nothing is recorded by then, its worker died, and the
 * call is due again. So it may arrive twice, with the same id, and is never lost.
 */
export async function claimCalls(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly WebhookCallId[],
  leaseMs: number,
): Promise<ClaimedCall[]> {
  const { lo, hi } = idSpan(ids);
  const { rows } = await db.query<ClaimedCall>(
    `update webhook_calls c set due_at = now() + $3 * interval '1 ms', enqueued_at = null
       from (select id from webhook_calls
              where workspace_id = $1 and id = any($2::uuid[]) and id between $4 and $5
                and status = 'pending' and due_at <= now()
              order by id for update skip locked) as due
      where c.workspace_id = $1 and c.id = due.id
  returning c.id, c.event_id as "eventId", c.type, c.subject_id as "subjectId", c.at, c.body, c.attempts,
            c.first_failed_at as "firstFailedAt"`,
    [workspaceId, ids, leaseMs, lo, hi],
  );
  return rows;
}

/** Gives calls back that were not tried: the relay feeds them when their endpoint may be called. */
export async function leaveCalls(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly WebhookCallId[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.query(
    `update webhook_calls set enqueued_at = null
      where workspace_id = $1 and id = any($2::uuid[]) and status = 'pending' and enqueued_at is not null`,
    [workspaceId, ids],
  );
}

/** Keeps what the first attempt is about to send, for all later ones. */
export async function saveCallBodies(
  db: Queryable,
  workspaceId: WorkspaceId,
  bodies: ReadonlyMap<WebhookCallId, string>,
): Promise<void> {
  if (bodies.size === 0) return;
  await db.query(
    `update webhook_calls c set body = b.body from unnest($2::uuid[], $3::text[]) as b (id, body)
      where c.workspace_id = $1 and c.id = b.id`,
    [workspaceId, [...bodies.keys()], [...bodies.values()]],
  );
}

/** A call of the test event for this endpoint alone; null when the workspace has no such endpoint. */
export async function addTestCall(
  db: Queryable,
  workspaceId: WorkspaceId,
  endpointId: WebhookEndpointId,
): Promise<WebhookCallId | null> {
  const { rows } = await db.query<{ id: WebhookCallId }>(
    `insert into webhook_calls (id, workspace_id, endpoint_id, event_id, type, subject_id, at)
     select fresh_id(), $1, id, fresh_id(), $3, id, now() from webhook_endpoints where workspace_id = $1 and id = $2
  returning id`,
    [workspaceId, endpointId, testEventType],
  );
  return rows[0]?.id ?? null;
}

/** Sends a call again, under the same id, with 24 hours of retries of its own; false when there is no such call. */
export async function replayCall(
  db: Queryable,
  workspaceId: WorkspaceId,
  endpointId: WebhookEndpointId,
  id: WebhookCallId,
): Promise<boolean> {
  const { rowCount } = await db.query(`${replay} and id = $3`, [workspaceId, endpointId, id]);
  return rowCount === 1;
}

const replay = `
  update webhook_calls
     set status = 'pending', due_at = now(), enqueued_at = null, first_failed_at = null, ended_at = null
   where workspace_id = $1 and endpoint_id = $2`;

/** How many calls one replay takes up. */
export const maxReplayed = 10_000;

/** The same for ended calls of a span of time, oldest first; answers how many. `maxReplayed` = there may be more. */
export async function replayCalls(
  db: Queryable,
  workspaceId: WorkspaceId,
  endpointId: WebhookEndpointId,
  which: { from: Date; to: Date; status: 'failed' | 'ended' },
): Promise<number> {
  const { rowCount } = await db.query(
    `${replay} and id in (
       select id from webhook_calls
        where workspace_id = $1 and endpoint_id = $2 and status = any($5::text[]) and at >= $3 and at < $4
          and id >= $6 -- no call is older than its event
        order by id limit ${maxReplayed})`,
    [
      workspaceId,
      endpointId,
      which.from,
      which.to,
      which.status === 'failed' ? ['failed'] : ['failed', 'delivered'],
      firstIdAt(which.from),
    ],
  );
  return rowCount ?? 0;
}
