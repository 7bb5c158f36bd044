import {
  disableAfter,
  failuresToOpen,
  type TaskFailure,
  type WebhookCallId,
  type WebhookEndpointId,
  type WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { subscribe } from './webhook-endpoints.ts';

/** What became of one attempt. */
export interface WebhookAttemptRecord {
  callId: WebhookCallId;
  /** When it began. */
  at: Date;
  durationMs: number;
  /** Null where no answer came. */
  statusCode: number | null;
  /** The beginning of what was answered. */
  answer: string | null;
  /** Null = delivered. */
  failure: TaskFailure | null;
  /** Of a failed one: when it is tried again; null = it is given up. */
  nextAttemptAt: Date | null;
}

/** What the attempts say about the endpoint. */
export interface EndpointVerdict {
  /** The endpoint says that it is no more (410). */
  gone: boolean;
  /** If the circuit opens by these failures, for how long. */
  pauseMs: number;
  /** How long the endpoint asked to be left alone; null = it did not. */
  retryAfterMs: number | null;
}

/**
 * Writes attempts of one endpoint to calls, log and hours, and moves its circuit. A call that has been delivered by another
 * worker stays so. Answers whether the endpoint may still be called.
 */
export async function recordWebhookAttempts(
  db: Queryable,
  workspaceId: WorkspaceId,
  endpointId: WebhookEndpointId,
  records: readonly WebhookAttemptRecord[],
  verdict: EndpointVerdict,
): Promise<boolean> {
  await db.query(
    `with tried as (
       select * from jsonb_to_recordset($3) as t ("callId" uuid, at timestamptz, "durationMs" integer,
         "statusCode" integer, answer text, failure jsonb, "nextAttemptAt" timestamptz)
     ), logged as (
       insert into webhook_attempts (id, workspace_id, endpoint_id, call_id, at, duration_ms, status_code, error, answer,
                                     next_attempt_at)
       select fresh_id(), $1, $2, "callId", at, "durationMs", "statusCode", nullif(failure, 'null'), answer, "nextAttemptAt"
         from tried
     ), counted as (
       insert into webhook_hours as h (endpoint_id, hour, workspace_id, succeeded, failed)
       select $2, date_trunc('hour', now(), 'UTC'), $1, count(*) filter (where nullif(failure, 'null') is null),
              count(*) filter (where nullif(failure, 'null') is not null)
         from tried
           on conflict (endpoint_id, hour) do update
          set succeeded = h.succeeded + excluded.succeeded, failed = h.failed + excluded.failed
     )
     update webhook_calls c
        set attempts = c.attempts + 1, enqueued_at = null,
            status = case when nullif(t.failure, 'null') is null then 'delivered'
                          when t."nextAttemptAt" is null then 'failed' else 'pending' end,
            due_at = coalesce(t."nextAttemptAt", c.due_at),
            first_failed_at = case when nullif(t.failure, 'null') is null then c.first_failed_at
                                   else coalesce(c.first_failed_at, t.at) end,
            ended_at = case when nullif(t.failure, 'null') is null or t."nextAttemptAt" is null then now() end
       from tried t
      where c.workspace_id = $1 and c.id = t."callId" and c.status = 'pending'`,
    [workspaceId, endpointId, JSON.stringify(records)],
  );
  const failed = records.filter(({ failure }) => failure !== null).length;
  return failed === records.length
    ? await noteFailures(db, workspaceId, endpointId, failed, verdict)
    : await noteSuccess(db, workspaceId, endpointId);
}

async function noteSuccess(db: Queryable, workspaceId: WorkspaceId, id: WebhookEndpointId): Promise<boolean> {
  const { rows } = await db.query<{ enabled: boolean }>(
    `update webhook_endpoints
        set failures = 0, failing_since = null, times_opened = 0, open_until = '-infinity', last_succeeded_at = now()
      where workspace_id = $1 and id = $2
  returning status = 'enabled' as enabled`,
    [workspaceId, id],
  );
  return rows[0]?.enabled ?? false;
}

async function noteFailures(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WebhookEndpointId,
  failures: number,
  { gone, pauseMs, retryAfterMs }: EndpointVerdict,
): Promise<boolean> {
  const { rows } = await db.query<{ callable: boolean; disabled: boolean }>(
    `with now_known as (
       select id, failures + $3 as failures, coalesce(failing_since, now()) as failing_since,
              failures + $3 >= $4 as opens,
              case when $7 then 'gone'
                   when failures + $3 >= $9 and failing_since < now() - $8 * interval '1 ms' then 'failing' end as reason
         from webhook_endpoints where workspace_id = $1 and id = $2 for update
     )
     update webhook_endpoints e
        set failures = n.failures, failing_since = n.failing_since,
            times_opened = e.times_opened + n.opens::integer,
            open_until = greatest(now() + $6 * interval '1 ms',
                                  case when n.opens then now() + $5 * interval '1 ms' else '-infinity' end),
            status = case when n.reason is null then e.status else 'disabled' end,
            disabled_reason = coalesce(e.disabled_reason, n.reason),
            disabled_at = case when n.reason is null then e.disabled_at else coalesce(e.disabled_at, now()) end
       from now_known n where e.workspace_id = $1 and e.id = n.id
  returning e.status = 'enabled' and e.open_until <= now() as callable, e.status = 'disabled' as disabled`,
    [
      workspaceId,
      id,
      failures,
      failuresToOpen,
      pauseMs,
      retryAfterMs,
      gone,
      disableAfter.failingForMs,
      disableAfter.failures,
    ],
  );
  if (rows[0]?.disabled) await subscribe(db, workspaceId, id);
  return rows[0]?.callable ?? false;
}

/** Ends calls whose subject is no longer there: there is nothing to send. */
export async function endCallsWithoutSubject(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly WebhookCallId[],
): Promise<void> {
  if (ids.length === 0) return;
  await db.query(
    `update webhook_calls set status = 'failed', ended_at = now(), enqueued_at = null
      where workspace_id = $1 and id = any($2::uuid[]) and status = 'pending'`,
    [workspaceId, ids],
  );
}
