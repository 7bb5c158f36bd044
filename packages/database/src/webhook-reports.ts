import type { TaskFailure, WebhookCallId, WebhookEndpointId, WebhookEventId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { type Page, type PageRequest, toPage } from './page.ts';

export const webhookCallStatuses = ['pending', 'delivered', 'failed'] as const;
export type WebhookCallStatus = (typeof webhookCallStatuses)[number];

/** A call as lists show it. */
export interface WebhookCallBrief {
  id: WebhookCallId;
  eventId: WebhookEventId;
  type: string;
  at: Date;
  status: WebhookCallStatus;
  attempts: number;
  /** When it is tried next; null once it has ended. */
  nextAttemptAt: Date | null;
  endedAt: Date | null;
  /** Of the last attempt. */
  statusCode: number | null;
  failure: TaskFailure | null;
}

export interface WebhookAttempt {
  id: string;
  at: Date;
  durationMs: number;
  statusCode: number | null;
  failure: TaskFailure | null;
  answer: string | null;
  nextAttemptAt: Date | null;
}

export interface WebhookCall extends WebhookCallBrief {
  /** What is sent; null before the first attempt. */
  body: string | null;
  /** Newest first, the last hundred. */
  log: WebhookAttempt[];
}

const columns = `
  c.id, c.event_id as "eventId", c.type, c.at, c.status, c.attempts,
  case when c.status = 'pending' then c.due_at end as "nextAttemptAt", c.ended_at as "endedAt",
  l.status_code as "statusCode",
  case when c.status <> 'delivered' then
    coalesce(l.error, case when c.status = 'failed' and c.attempts = 0 then '{"code": "webhook-subject-gone", "detail": null}'::jsonb end)
  end as failure`;
const lastAttempt = `
  left join lateral (select status_code, error from webhook_attempts
                      where workspace_id = $1 and call_id = c.id order by id desc limit 1) as l on true`;

/** Newest first. */
export async function listWebhookCalls(
  db: Queryable,
  workspaceId: WorkspaceId,
  endpointId: WebhookEndpointId,
  status: WebhookCallStatus | null,
  page: PageRequest,
): Promise<Page<WebhookCallBrief>> {
  const { rows } = await db.query<WebhookCallBrief>(
    `select ${columns}
       from (select * from webhook_calls
              where workspace_id = $1 and endpoint_id = $2 and ($3::uuid is null or id < $3)
                and ($4::text is null or status = $4)
              order by id desc limit $5) as c
       ${lastAttempt}
      order by c.id desc`,
    [workspaceId, endpointId, page.after, status, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => row.id);
}

export async function findWebhookCall(
  db: Queryable,
  workspaceId: WorkspaceId,
  endpointId: WebhookEndpointId,
  id: WebhookCallId,
): Promise<WebhookCall | null> {
  const { rows } = await db.query<Omit<WebhookCall, 'log'>>(
    `select ${columns}, c.body from webhook_calls c ${lastAttempt}
      where c.workspace_id = $1 and c.endpoint_id = $2 and c.id = $3`,
    [workspaceId, endpointId, id],
  );
  const [call] = rows;
  if (call === undefined) return null;
  const log = await db.query<WebhookAttempt>(
    `select id, at, duration_ms as "durationMs", status_code as "statusCode", error as failure, answer,
            next_attempt_at as "nextAttemptAt"
       from webhook_attempts where workspace_id = $1 and call_id = $2 order by id desc limit 100`,
    [workspaceId, id],
  );
  return { ...call, log: log.rows };
}

export interface WebhookHour {
  at: Date;
  succeeded: number;
  failed: number;
}

/** Attempts of the last 24 hours by the hour, oldest first, hours without any as well. */
export async function listWebhookHours(
  db: Queryable,
  workspaceId: WorkspaceId,
  endpointId: WebhookEndpointId,
): Promise<WebhookHour[]> {
  const { rows } = await db.query<WebhookHour>(
    `select hours.at, coalesce(h.succeeded, 0) as succeeded, coalesce(h.failed, 0) as failed
       from generate_series(date_trunc('hour', now(), 'UTC') - interval '23 hours', now(), interval '1 hour') as hours (at)
       left join webhook_hours h on h.workspace_id = $1 and h.endpoint_id = $2 and h.hour = hours.at
      order by hours.at`,
    [workspaceId, endpointId],
  );
  return rows;
}

/** How many calls wait and how many have failed of late, up to a bound: for the line on an endpoint's state. */
export async function countWebhookCalls(
  db: Queryable,
  workspaceId: WorkspaceId,
  endpointId: WebhookEndpointId,
): Promise<{ waiting: number; failed: number }> {
  const bounded = (status: string) =>
    `(select count(*) from (select from webhook_calls
        where workspace_id = $1 and endpoint_id = $2 and status = '${status}' limit 1000) as counted)`;
  const { rows } = await db.query<{ waiting: number; failed: number }>(
    `select ${bounded('pending')} as waiting, ${bounded('failed')} as failed`,
    [workspaceId, endpointId],
  );
  return rows[0] ?? { waiting: 0, failed: 0 };
}
