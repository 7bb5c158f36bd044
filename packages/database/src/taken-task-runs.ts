import type { RunStatus, TaskRunId, TaskRunStatus, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan, mayBeKinSql } from './derived-id.ts';
import { claimColumns, lockedDueTaskRuns } from './due-task-runs.ts';
import type { StepRow, TaskRunRecord } from './run-progress.ts';
import type { TaskRunClaim } from './task-run-claims.ts';
import { queryPlannedOnce } from './transaction.ts';

/** A task run that is locked by the transaction that does it. */
export interface TakenTaskRun extends TaskRunClaim {
  runStatus: RunStatus;
  status: TaskRunStatus;
  /** What a wait that is due before its time was ended by. */
  output: Record<string, unknown> | null;
  startedAt: Date | null;
  /** The other steps of its run. */
  steps: Omit<StepRow, 'runId'>[];
  /** The database's clock. */
  now: Date;
}

/**
 * Takes task runs that are due (`lockedDueTaskRuns`) for an effect that commits in this transaction: nothing is written, the
 * rows' locks are the claim. To be ended by `recordTakenTaskRuns` before the commit.
 */
export async function takeDueTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly TaskRunId[],
  fedAgain: boolean,
): Promise<TakenTaskRun[]> {
  const { lo, hi } = idSpan(ids);
  // The other steps are sought between the ids derived from their run's (see `derivedId`): in the span of all wanted they were
  // read through for each task. They are joined, not a sub-select, which must choose no partition row by row (see `isOnly`).
  return queryPlannedOnce<TakenTaskRun>(db, {
    name: 'take-due-task-runs',
    text: `select ${claimColumns}, r.status as "runStatus", t.status, t.output, t.started_at as "startedAt", now() as now,
                  others.steps
             from ${lockedDueTaskRuns}
            cross join lateral (
              select coalesce(array_agg(jsonb_build_object('stepId', s.step_id, 'status', s.status, 'output', s.output,
                                                           'parked', s.status = 'queued' and not isfinite(s.due_at))), '{}') as steps
                from task_runs s
               where s.workspace_id = $1 and s.run_id = t.run_id and s.id <> t.id
                 and ${mayBeKinSql('s.id', 't.run_id')}) as others
            order by t.id`,
    values: [workspaceId, ids, lo, hi, fedAgain],
  });
}

/** Writes what became of taken task runs: claim and outcome in one. */
export async function recordTakenTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  records: readonly TaskRunRecord[],
): Promise<void> {
  await db.query({
    name: 'record-taken-task-runs',
    text: `update task_runs t
              set status = o.status, output = o.output, error = o.error, due_at = coalesce(o.due_at, t.due_at),
                  attempts = t.attempts + 1, enqueued_at = null, fed_again = false, begun = 0,
                  started_at = coalesce(t.started_at, now()),
                  first_failed_at = case when o.status = 'waiting' then coalesce(t.first_failed_at, now())
                                         else t.first_failed_at end,
                  finished_at = case when o.status = 'waiting' then null else clock_timestamp() end
             from unnest($2::uuid[], $3::text[], $4::jsonb[], $5::jsonb[], $6::timestamptz[])
               as o (id, status, output, error, due_at)
            where t.workspace_id = $1 and t.id = o.id`,
    values: [
      workspaceId,
      records.map((record) => record.id),
      records.map((record) => record.status),
      records.map((record) => (record.output === null ? null : JSON.stringify(record.output))),
      records.map((record) => (record.error === null ? null : JSON.stringify(record.error))),
      records.map((record) => record.dueAt),
    ],
  });
}
