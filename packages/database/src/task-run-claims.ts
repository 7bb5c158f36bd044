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
import { idSpan } from './derived-id.ts';
import { claimColumns, lockedDueTaskRuns } from './due-task-runs.ts';
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

/** Takes task runs that are due (`lockedDueTaskRuns`) for a worker, until its lease ends. */
export async function claimDueTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly TaskRunId[],
  fedAgain: boolean,
): Promise<TaskRunClaim[]> {
  const { lo, hi } = idSpan(ids);
  // What is changed is sought as the elements of one array: no partition may be chosen row by row here (see `isOnly`).
  return queryPlannedOnce<TaskRunClaim>(db, {
    name: 'claim-due-task-runs',
    text: `with due as materialized (select ${claimColumns} from ${lockedDueTaskRuns}
     ), claimed as (
       update task_runs
          set status = 'running', attempts = attempts + 1, started_at = coalesce(started_at, clock_timestamp()),
              enqueued_at = null, fed_again = false, begun = 0, due_at = now() + $6 * interval '1 ms'
        where workspace_id = $1 and id = any(array(select "taskRunId" from due)) and id between $3 and $4
     ), begun as (
       update runs set status = 'running'
        where workspace_id = $1 and id = any(array(select "runId" from due)) and id between $3 and $4
          and status in ('queued', 'waiting')
     )
     select * from due order by "taskRunId"`,
    values: [workspaceId, ids, lo, hi, fedAgain, taskLeaseMs],
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
