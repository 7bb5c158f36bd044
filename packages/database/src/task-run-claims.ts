import type {
  EventSourceId,
  NotificationId,
  RevisionId,
  RunId,
  TaskRunId,
  WorkflowId,
  WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** How long a claimed task run is its worker's alone, unless it is finished before. */
export const taskLeaseMs = 5 * 60_000;

export interface TaskRunClaim {
  taskRunId: TaskRunId;
  runId: RunId;
  notificationId: NotificationId;
  workflowId: WorkflowId;
  revisionId: RevisionId;
  eventSourceId: EventSourceId;
  stepId: string;
  /** Counting this one. */
  attempts: number;
  firstFailedAt: Date | null;
  /** The notification's fields as received. */
  fields: Record<string, string | null>;
  defaultCountry: string;
  receivedAt: Date;
  traceparent: string;
}

/**
 * Takes task runs that are due: queued, waiting for another try, or running under a lease that ended (their worker died)
 * unless a delivery that is still to be sent carries them on. One caller gets each; whoever comes second gets nothing.
 * Run and task run are taken together, without waiting: a run that is being cancelled is locked before its task runs.
 */
export async function claimDueTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly TaskRunId[],
): Promise<TaskRunClaim[]> {
  const { rows } = await db.query<TaskRunClaim>(
    `with due as (
       select t.id from task_runs t join runs r on r.workspace_id = $1 and r.id = t.run_id
        where t.workspace_id = $1 and t.id = any($2::uuid[]) and t.due_at <= now()
          and (t.status in ('queued', 'waiting') or t.status = 'running' and not exists (
                select from deliveries d
                 where d.workspace_id = $1 and d.run_id = t.run_id and d.task_run_id = t.id
                   and d.status in ('queued', 'sending')))
        order by t.id for update of t, r skip locked
     ), claimed as (
       update task_runs t
          set status = 'running', attempts = t.attempts + 1, started_at = coalesce(t.started_at, clock_timestamp()),
              enqueued_at = null, fed_again = false, begun = 0, due_at = now() + $3 * interval '1 ms'
         from due where t.workspace_id = $1 and t.id = due.id
       returning t.id, t.run_id, t.step_id, t.attempts, t.first_failed_at
     ), begun as (
       update runs r set status = 'running' from claimed c
        where r.workspace_id = $1 and r.id = c.run_id and r.status in ('queued', 'waiting')
     )
     select c.id as "taskRunId", c.run_id as "runId", r.notification_id as "notificationId",
            r.workflow_id as "workflowId", r.revision_id as "revisionId", n.event_source_id as "eventSourceId",
            c.step_id as "stepId", c.attempts, c.first_failed_at as "firstFailedAt", n.fields,
            w.default_country as "defaultCountry", r.received_at as "receivedAt", r.traceparent
       from claimed c
       join runs r on r.workspace_id = $1 and r.id = c.run_id
       join notifications n on n.workspace_id = $1 and n.id = r.notification_id
       join workspaces w on w.id = $1
      order by c.id`,
    [workspaceId, ids, taskLeaseMs],
  );
  return rows;
}

/** Outputs of the steps that have been done, by run and step id. */
export async function findStepOutputs(
  db: Queryable,
  workspaceId: WorkspaceId,
  runIds: readonly RunId[],
): Promise<Map<RunId, Record<string, Record<string, unknown>>>> {
  const { rows } = await db.query<{ runId: RunId; outputs: Record<string, Record<string, unknown>> }>(
    `select run_id as "runId", jsonb_object_agg(step_id, output) as outputs from task_runs
      where workspace_id = $1 and run_id = any($2::uuid[]) and output is not null group by run_id`,
    [workspaceId, runIds],
  );
  return new Map(rows.map(({ runId, outputs }) => [runId, outputs]));
}
