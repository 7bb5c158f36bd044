import type { RunId, RunStatus, Step, TaskFailure, TaskRunId, TaskRunStatus, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** Locks a run; null when the workspace has no such run. */
export async function lockRun(db: Queryable, workspaceId: WorkspaceId, id: RunId): Promise<RunStatus | null> {
  const { rows } = await db.query<{ status: RunStatus }>(
    'select status from runs where workspace_id = $1 and id = $2 for update',
    [workspaceId, id],
  );
  return rows[0]?.status ?? null;
}

/**
 * Puts the failed task runs of a run back: the first is due at once, later ones wait for their turn (due at infinity).
 * Steps that were not done because of the failure leave no trace. Answers the one that is due; null when none failed.
 */
export async function requeueFailedTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  runId: RunId,
): Promise<{ id: TaskRunId; type: Step['type'] } | null> {
  const { rows } = await db.query<{ id: TaskRunId; type: Step['type']; first: boolean }>(
    `with failed as (
       select id, row_number() over (order by position) = 1 as first from task_runs
        where workspace_id = $1 and run_id = $2 and status = 'failed'
     ), not_done as (
       delete from task_runs where workspace_id = $1 and run_id = $2 and status = 'skipped'
          and error ->> 'code' = 'earlier-step-failed'
     )
     update task_runs t
        set status = 'queued', attempts = 0, error = null, output = null, first_failed_at = null, finished_at = null,
            due_at = case when f.first then now() else 'infinity' end,
            enqueued_at = case when f.first then now() end
       from failed f where t.workspace_id = $1 and t.id = f.id
  returning t.id, t.type, f.first`,
    [workspaceId, runId],
  );
  const due = rows.find((row) => row.first);
  return due === undefined ? null : { id: due.id, type: due.type };
}

const active: readonly TaskRunStatus[] = ['queued', 'running', 'waiting'];

/** Ends what has not ended of a run: its task runs are cancelled, messages that have not gone out are not sent. */
export async function cancelTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  runId: RunId,
  reason: TaskFailure,
): Promise<void> {
  await db.query(
    `update task_runs set status = 'cancelled', error = $3, finished_at = now(), enqueued_at = null
      where workspace_id = $1 and run_id = $2 and status = any($4::text[])`,
    [workspaceId, runId, JSON.stringify(reason), active],
  );
  await db.query(
    `update deliveries set status = 'skipped', error = $3, updated_at = now()
      where workspace_id = $1 and run_id = $2 and status = 'queued'`,
    [workspaceId, runId, JSON.stringify(reason)],
  );
}
