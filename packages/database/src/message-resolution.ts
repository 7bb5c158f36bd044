import type {
  EventSourceId,
  MessageId,
  NotificationId,
  RevisionId,
  RunId,
  RunStatus,
  WorkflowId,
  WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';

export interface PendingMessage {
  eventSourceId: EventSourceId;
  receivedAt: Date;
  traceparent: string;
  /** The database's clock. */
  now: Date;
}

/** Locks a message that has not been resolved. Null when it has, or while another worker is at it. */
export async function lockPendingMessage(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: MessageId,
): Promise<PendingMessage | null> {
  const { rows } = await db.query<PendingMessage>(
    `select event_source_id as "eventSourceId", received_at as "receivedAt", traceparent, now() as now
       from messages where workspace_id = $1 and id = $2 and status = 'pending' for update skip locked`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

export interface NotificationToRun {
  id: NotificationId;
  recordId: string | null;
  fields: Record<string, string | null>;
  receivedAt: Date;
}

/** The notifications of a message that a workflow can use. */
export async function findNotificationsToRun(
  db: Queryable,
  workspaceId: WorkspaceId,
  messageId: MessageId,
): Promise<NotificationToRun[]> {
  const { rows } = await db.query<NotificationToRun>(
    `select id, record_id as "recordId", fields, received_at as "receivedAt" from notifications
      where workspace_id = $1 and message_id = $2 and problem is null order by id`,
    [workspaceId, messageId],
  );
  return rows;
}

/** Workflows of an event source that were on at that time, each with the revision that was current then. */
export async function findListeningWorkflows(
  db: Queryable,
  workspaceId: WorkspaceId,
  eventSourceId: EventSourceId,
  at: Date,
): Promise<{ workflowId: WorkflowId; revisionId: RevisionId }[]> {
  const { rows } = await db.query<{ workflowId: WorkflowId; revisionId: RevisionId }>(
    `select w.id as "workflowId", r.id as "revisionId"
       from workflows w
      cross join lateral (
        select id from workflow_revisions
         where workspace_id = $1 and workflow_id = w.id and created_at <= $3 order by revision desc limit 1) r
      where w.workspace_id = $1 and w.event_source_id = $2
        and exists (select from workflow_active_periods p
                     where p.workspace_id = $1 and p.workflow_id = w.id
                       and p.from_at <= $3 and (p.to_at is null or p.to_at > $3))
      order by w.id`,
    [workspaceId, eventSourceId, at],
  );
  return rows;
}

export interface RunToAdd {
  id: RunId;
  workflowId: WorkflowId;
  revisionId: RevisionId;
  notificationId: NotificationId;
  recordId: string | null;
  status: RunStatus;
  /** Ended as soon as it was made: skipped, or with nothing to do. */
  finished: boolean;
  skipped: Record<string, unknown> | null;
  receivedAt: Date;
}

/** Adds the runs of a message. A notification that a workflow has run for already is left out; answers what was added. */
export async function addRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  origin: { messageId: MessageId; traceId: string; traceparent: string },
  runs: readonly RunToAdd[],
): Promise<Set<RunId>> {
  if (runs.length === 0) return new Set();
  const { rows } = await db.query<{ id: RunId }>(
    `insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, record_id, status,
                       skipped, received_at, finished_at, trace_id, traceparent)
     select r.id, $1, r.workflow_id, r.revision_id, r.notification_id, $2, r.record_id, r.status, r.skipped,
            r.received_at, case when r.finished then now() end, $3, $4
       from unnest($5::uuid[], $6::uuid[], $7::uuid[], $8::uuid[], $9::text[], $10::text[], $11::boolean[],
                   $12::jsonb[], $13::timestamptz[])
         as r (id, workflow_id, revision_id, notification_id, record_id, status, finished, skipped, received_at)
         on conflict (notification_id, workflow_id) do nothing
  returning id`,
    [
      workspaceId,
      origin.messageId,
      origin.traceId,
      origin.traceparent,
      runs.map((run) => run.id),
      runs.map((run) => run.workflowId),
      runs.map((run) => run.revisionId),
      runs.map((run) => run.notificationId),
      runs.map((run) => run.recordId),
      runs.map((run) => run.status),
      runs.map((run) => run.finished),
      runs.map((run) => (run.skipped === null ? null : JSON.stringify(run.skipped))),
      runs.map((run) => run.receivedAt),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function markMessageResolved(db: Queryable, workspaceId: WorkspaceId, id: MessageId): Promise<void> {
  await db.query(
    `update messages set status = 'resolved', resolved_at = now(), attempts = attempts + 1, enqueued_at = null
      where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  );
}

/**
 * Counts an attempt that failed. At the last one the message is given up, and its notifications say so. True when it was
 * given up.
 */
export async function countFailedResolution(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: MessageId,
  maxAttempts: number,
): Promise<boolean> {
  const { rows } = await db.query<{ failed: boolean }>(
    `update messages
        set attempts = attempts + 1, status = case when attempts + 1 >= $3 then 'failed' else status end
      where workspace_id = $1 and id = $2 and status = 'pending'
  returning status = 'failed' as failed`,
    [workspaceId, id, maxAttempts],
  );
  const failed = rows[0]?.failed ?? false;
  if (failed) {
    await db.query(
      `update notifications set problem = 'processing-failed'
        where workspace_id = $1 and message_id = $2 and problem is null`,
      [workspaceId, id],
    );
  }
  return failed;
}
