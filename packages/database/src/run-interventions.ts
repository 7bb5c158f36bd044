import type {
  RunId,
  RunStatus,
  Step,
  TaskFailure,
  TaskRunId,
  TaskRunStatus,
  WorkflowId,
  WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan } from './derived-id.ts';

/** Locks runs, in the order of their ids; those that the workspace does not have, or of workflows `leftOut`, are not answered. */
export async function lockRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly RunId[],
  leftOut: readonly WorkflowId[] = [],
): Promise<Map<RunId, RunStatus>> {
  const { lo, hi } = idSpan(ids);
  const { rows } = await db.query<{ id: RunId; status: RunStatus }>(
    `select id, status from runs where workspace_id = $1 and id = any($2::uuid[]) and id between $3 and $4
        and workflow_id <> all($5::uuid[])
      order by id for update`,
    [workspaceId, ids, lo, hi, leftOut],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}

/** Locks a run; null when the workspace has no such run. */
export async function lockRun(db: Queryable, workspaceId: WorkspaceId, id: RunId): Promise<RunStatus | null> {
  return (await lockRuns(db, workspaceId, [id])).get(id) ?? null;
}

/**
 * Puts the failed task runs of runs back: of each run the first is due at once, later ones wait for their turn (due at
 * infinity). Steps that were not done because of the failure leave no trace. Answers those that are due; runs in which none
 * failed have none. `offered`: whoever asks makes a job for them after the commit; otherwise the relay does.
 */
export async function requeueFailedTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  runIds: readonly RunId[],
  offered: boolean,
): Promise<{ id: TaskRunId; runId: RunId; type: Step['type'] }[]> {
  const { lo, hi } = idSpan(runIds);
  const { rows } = await db.query<{ id: TaskRunId; runId: RunId; type: Step['type']; first: boolean }>(
    `with failed as (
       select id, row_number() over (partition by run_id order by position) = 1 as first from task_runs
        where workspace_id = $1 and run_id = any($2::uuid[]) and id between $3 and $4 and status = 'failed'
     ), not_done as (
       delete from task_runs where workspace_id = $1 and run_id = any($2::uuid[]) and id between $3 and $4
          and status = 'skipped' and error ->> 'code' = 'earlier-step-failed'
     )
     update task_runs t
        set status = 'queued', attempts = 0, error = null, output = null, first_failed_at = null, finished_at = null,
            due_at = case when f.first then now() else 'infinity' end,
            enqueued_at = case when f.first and $5 then now() end
       from failed f where t.workspace_id = $1 and t.id = f.id
  returning t.id, t.run_id as "runId", t.type, f.first`,
    [workspaceId, runIds, lo, hi, offered],
  );
  return rows.filter((row) => row.first).map(({ id, runId, type }) => ({ id, runId, type }));
}

const active: readonly TaskRunStatus[] = ['queued', 'running', 'waiting'];

/** Ends what has not ended of runs: their task runs are cancelled, messages that have not gone out are not sent. */
export async function cancelTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  runIds: readonly RunId[],
  reason: TaskFailure,
): Promise<void> {
  const { lo, hi } = idSpan(runIds);
  await db.query(
    `update task_runs set status = 'cancelled', error = $3, finished_at = now(), enqueued_at = null
      where workspace_id = $1 and run_id = any($2::uuid[]) and id between $5 and $6 and status = any($4::text[])`,
    [workspaceId, runIds, JSON.stringify(reason), active, lo, hi],
  );
  await db.query(
    `update deliveries set status = 'skipped', error = $3, updated_at = now()
      where workspace_id = $1 and run_id = any($2::uuid[]) and id between $4 and $5 and status = 'queued'`,
    [workspaceId, runIds, JSON.stringify(reason), lo, hi],
  );
}
