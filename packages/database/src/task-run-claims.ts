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
import { idSpan, isOnly } from './derived-id.ts';
import { queryPlannedOnce } from './transaction.ts';

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
 * Those that were fed again are left alone unless `fedAgain`: they may be what took a worker down (`findFedAgain`).
 */
export async function claimDueTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly TaskRunId[],
  fedAgain: boolean,
): Promise<TaskRunClaim[]> {
  const { lo, hi } = idSpan(ids);
  // Each lateral step that locks is done once for each row of the step before it, as in `takeDueTaskRuns`.
  return queryPlannedOnce<TaskRunClaim>(db, {
    name: 'claim-due-task-runs',
    text: `with due as materialized (
       select t.id, t.run_id, r.notification_id, r.workflow_id, r.revision_id, r.received_at, r.traceparent
         from unnest($2::uuid[]) as wanted (id)
        cross join lateral (
          select id, run_id from task_runs
           where workspace_id = $1 and id ${isOnly('wanted.id')} and id between $5 and $6 and due_at <= now()
             and (not fed_again or $4)
             and (status in ('queued', 'waiting') or status = 'running' and not exists (
                   select from deliveries d
                    where d.workspace_id = $1 and d.run_id = task_runs.run_id and d.task_run_id = task_runs.id
                      and d.status in ('queued', 'sending')))
             for update skip locked) as t
        cross join lateral (
          select notification_id, workflow_id, revision_id, received_at, traceparent from runs
           where workspace_id = $1 and id ${isOnly('t.run_id')} and id between $5 and $6
             for update skip locked) as r
     ), claimed as (
       update task_runs t
          set status = 'running', attempts = t.attempts + 1, started_at = coalesce(t.started_at, clock_timestamp()),
              enqueued_at = null, fed_again = false, begun = 0, due_at = now() + $3 * interval '1 ms'
         from due where t.workspace_id = $1 and t.id = due.id and t.id between $5 and $6
       returning t.id, t.step_id, t.attempts, t.first_failed_at
     ), begun as (
       update runs r set status = 'running' from due
        where r.workspace_id = $1 and r.id = due.run_id and r.id between $5 and $6 and r.status in ('queued', 'waiting')
     )
     select due.id as "taskRunId", due.run_id as "runId", due.notification_id as "notificationId",
            due.workflow_id as "workflowId", due.revision_id as "revisionId", n.event_source_id as "eventSourceId",
            c.step_id as "stepId", c.attempts, c.first_failed_at as "firstFailedAt", n.fields,
            (select default_country from workspaces where id = $1) as "defaultCountry",
            due.received_at as "receivedAt", due.traceparent
       from claimed c
       join due on due.id = c.id
      cross join lateral (
        select event_source_id, fields from notifications
         where workspace_id = $1 and id ${isOnly('due.notification_id')} and id between $5 and $6 offset 0) as n
      order by due.id`,
    values: [workspaceId, ids, taskLeaseMs, fedAgain, lo, hi],
  });
}

/** Outputs of the steps that have been done, by run and step id. */
export async function findStepOutputs(
  db: Queryable,
  workspaceId: WorkspaceId,
  runIds: readonly RunId[],
): Promise<Map<RunId, Record<string, Record<string, unknown>>>> {
  const { lo, hi } = idSpan(runIds);
  const { rows } = await db.query<{ runId: RunId; outputs: Record<string, Record<string, unknown>> }>({
    name: 'find-step-outputs',
    text: `select run_id as "runId", jsonb_object_agg(step_id, output) as outputs from task_runs
            where workspace_id = $1 and run_id = any($2::uuid[]) and id between $3 and $4 and output is not null
            group by run_id`,
    values: [workspaceId, runIds, lo, hi],
  });
  return new Map(rows.map(({ runId, outputs }) => [runId, outputs]));
}
