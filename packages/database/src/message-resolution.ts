import type {
  EventSourceId,
  MessageId,
  NotificationId,
  OperationId,
  RevisionId,
  RunId,
  RunStatus,
  TaskFailure,
  TaskRunId,
  WorkflowId,
  WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { endedRuns } from './run-progress.ts';
import { tellWebhooks } from './webhook-outbox.ts';

export interface PendingMessage {
  id: MessageId;
  eventSourceId: EventSourceId;
  receivedAt: Date;
  traceparent: string;
  /** Tries of it that failed. */
  attempts: number;
  /** The database's clock. */
  now: Date;
}

/** Locks those messages that have not been resolved and that no other worker is at. */
export async function lockPendingMessages(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly MessageId[],
): Promise<PendingMessage[]> {
  const { rows } = await db.query<PendingMessage>({
    name: 'lock-pending-messages',
    text: `select id, event_source_id as "eventSourceId", received_at as "receivedAt", traceparent, attempts, now() as now
             from messages where workspace_id = $1 and id = any($2::uuid[]) and status = 'pending'
            order by id for update skip locked`,
    values: [workspaceId, ids],
  });
  return rows;
}

export interface NotificationToRun {
  id: NotificationId;
  messageId: MessageId;
  recordId: string | null;
  fields: Record<string, string | null>;
  receivedAt: Date;
}

/** The notifications of messages that a workflow can use. */
export async function findNotificationsToRun(
  db: Queryable,
  workspaceId: WorkspaceId,
  messageIds: readonly MessageId[],
): Promise<NotificationToRun[]> {
  const { rows } = await db.query<NotificationToRun>({
    name: 'find-notifications-to-run',
    text: `select id, message_id as "messageId", record_id as "recordId", fields, received_at as "receivedAt"
             from notifications
            where workspace_id = $1 and message_id = any($2::uuid[]) and problem is null order by id`,
    values: [workspaceId, messageIds],
  });
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
  messageId: MessageId;
  traceId: string;
  traceparent: string;
  workflowId: WorkflowId;
  revisionId: RevisionId;
  notificationId: NotificationId;
  recordId: string | null;
  status: RunStatus;
  /** Ended as soon as it was made: skipped, or with nothing to do. */
  finished: boolean;
  skipped: Record<string, unknown> | null;
  receivedAt: Date;
  /** The replay that makes it. */
  replayId?: OperationId;
}

/** Adds runs. A notification that a workflow has run for already is left out; answers what was added. */
export async function addRuns(db: Queryable, workspaceId: WorkspaceId, runs: readonly RunToAdd[]): Promise<Set<RunId>> {
  if (runs.length === 0) return new Set();
  const { rows } = await db.query<{ id: RunId }>({
    name: 'add-runs',
    text: `with added as (
           insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, record_id, status,
                             skipped, received_at, finished_at, trace_id, traceparent, replay_id)
           select r.id, $1, r.workflow_id, r.revision_id, r.notification_id, r.message_id, r.record_id, r.status,
                  r.skipped, r.received_at, case when r.finished then now() end, r.trace_id, r.traceparent,
                  r.replay_id
             from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::boolean[],
                         $9::jsonb[], $10::timestamptz[], $11::uuid[], $12::text[], $13::text[], $14::uuid[])
               as r (id, workflow_id, revision_id, notification_id, record_id, status, finished, skipped, received_at,
                     message_id, trace_id, traceparent, replay_id)
               on conflict (id) do nothing
        returning id, status, finished_at), told as (
           ${tellWebhooks(endedRuns('added'))})
           select id from added`,
    values: [
      workspaceId,
      runs.map((run) => run.id),
      runs.map((run) => run.workflowId),
      runs.map((run) => run.revisionId),
      runs.map((run) => run.notificationId),
      runs.map((run) => run.recordId),
      runs.map((run) => run.status),
      runs.map((run) => run.finished),
      runs.map((run) => (run.skipped === null ? null : JSON.stringify(run.skipped))),
      runs.map((run) => run.receivedAt),
      runs.map((run) => run.messageId),
      runs.map((run) => run.traceId),
      runs.map((run) => run.traceparent),
      runs.map((run) => run.replayId ?? null),
    ],
  });
  return new Set(rows.map(({ id }) => id));
}

export async function markMessagesResolved(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly MessageId[],
): Promise<void> {
  await db.query({
    name: 'mark-messages-resolved',
    text: `update messages
              set status = 'resolved', resolved_at = now(), attempts = attempts + 1, enqueued_at = null, begun = 0,
                  suspect_id = null
            where workspace_id = $1 and id = any($2::uuid[])`,
    values: [workspaceId, ids],
  });
}

/** Puts off a message of which something failed: the relay feeds it again then. */
export async function putMessageOff(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: MessageId,
  dueAt: Date,
): Promise<void> {
  await db.query(
    `update messages set attempts = attempts + 1, due_at = $3, enqueued_at = null, begun = 0, suspect_id = null
      where workspace_id = $1 and id = $2 and status = 'pending'`,
    [workspaceId, id, dueAt],
  );
}

/** Gives notifications up, for a reason that their page shows. */
export async function giveNotificationsUp(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly NotificationId[],
  problem: 'processing-failed' | 'crashes-workers',
): Promise<void> {
  await db.query('update notifications set problem = $3 where workspace_id = $1 and id = any($2::uuid[])', [
    workspaceId,
    ids,
    problem,
  ]);
}

export interface BegunMessage {
  id: MessageId;
  /** Workers that died with it in hand. */
  begun: number;
  /** The notification that the last of them was at; null = it had all of the message in hand. */
  suspectId: NotificationId | null;
}

/** Of these messages, how often a worker began with each by itself and did not come to an end. */
export async function findBegunMessages(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly MessageId[],
): Promise<BegunMessage[]> {
  const { rows } = await db.query<BegunMessage>(
    `select id, begun, suspect_id as "suspectId" from messages
      where workspace_id = $1 and id = any($2::uuid[]) and status = 'pending' order by begun, id`,
    [workspaceId, ids],
  );
  return rows;
}

/** Notes that a worker begins with a message, or with one of its notifications. Committed before the work. */
export async function beginMessage(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: MessageId,
  suspectId: NotificationId | null,
): Promise<void> {
  await db.query(
    `update messages set begun = begun + 1, suspect_id = $3
      where workspace_id = $1 and id = $2 and status = 'pending'`,
    [workspaceId, id, suspectId],
  );
}

/**
 * Takes that back, to what was found before it: the worker lives, whatever came of the work. May be done again when it is
 * not known whether it was done. False when the message is locked: to be tried again.
 */
export async function endBegunMessage(db: Queryable, workspaceId: WorkspaceId, found: BegunMessage): Promise<boolean> {
  const { rows } = await db.query(
    `with marked as (
       select id from messages where workspace_id = $1 and id = $2 and status = 'pending' and begun > $3
     ), mine as (
       select id from messages where workspace_id = $1 and id = $2 and begun > $3 for update skip locked
     ), ended as (
       update messages m set begun = $3, suspect_id = $4 from mine where m.workspace_id = $1 and m.id = mine.id
     )
     select from marked where id not in (select id from mine)`,
    [workspaceId, found.id, found.begun, found.suspectId],
  );
  return rows.length === 0;
}

/** Notes on runs whose workflow could not be read what failed, as a step of theirs, so that it is seen. */
export async function addUnreadableSteps(
  db: Queryable,
  workspaceId: WorkspaceId,
  steps: readonly { id: TaskRunId; runId: RunId }[],
  failure: TaskFailure,
): Promise<void> {
  if (steps.length === 0) return;
  // Not `failed`: a retry of the run could only do the same again.
  await db.query(
    `with added as (
       insert into task_runs (id, workspace_id, run_id, step_id, type, position, status, error, finished_at)
       select s.id, $1, s.run_id, 'workflow', 'workflow', 0, 'cancelled', $2::jsonb, now()
         from unnest($3::uuid[], $4::uuid[]) as s (id, run_id)
     )
     update runs set error_code = $2::jsonb ->> 'code' where workspace_id = $1 and id = any($4::uuid[])`,
    [workspaceId, JSON.stringify(failure), steps.map(({ id }) => id), steps.map(({ runId }) => runId)],
  );
}
