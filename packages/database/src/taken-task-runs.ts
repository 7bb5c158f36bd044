import type { RunStatus, TaskRunId, TaskRunStatus, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan, isOnly, mayBeKinSql } from './derived-id.ts';
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
 * Takes task runs that are due, under the rule of `claimDueTaskRuns`, for an effect that commits in this transaction:
 * nothing is written, the rows' locks are the claim. To be ended by `recordTakenTaskRuns` before the commit.
 */
export async function takeDueTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly TaskRunId[],
  fedAgain: boolean,
): Promise<TakenTaskRun[]> {
  const { lo, hi } = idSpan(ids);
  // Each lateral step that locks is done once for each row of the step before it, by primary key: no plan can do without
  // that order, whatever the statistics of a young partition say. The other steps are sought between the ids derived from
  // their run's (see `derivedId`): in the span of all wanted they were read through for each task.
  return queryPlannedOnce<TakenTaskRun>(db, {
    name: 'take-due-task-runs',
    text: `select t.id as "taskRunId", t.run_id as "runId", r.notification_id as "notificationId",
                  r.workflow_id as "workflowId", r.revision_id as "revisionId", r.status as "runStatus",
                  n.event_source_id as "eventSourceId", t.step_id as "stepId", t.attempts + 1 as attempts,
                  t.first_failed_at as "firstFailedAt", n.fields, t.status, t.output, t.started_at as "startedAt",
                  (select default_country from workspaces where id = $1) as "defaultCountry",
                  r.received_at as "receivedAt", r.traceparent, now() as now,
                  array(select jsonb_build_object('stepId', s.step_id, 'status', s.status, 'output', s.output,
                                                  'parked', s.status = 'queued' and not isfinite(s.due_at))
                          from task_runs s
                         where s.workspace_id = $1 and s.run_id = t.run_id and s.id <> t.id
                           and ${mayBeKinSql('s.id', 't.run_id')}) as steps
             from unnest($2::uuid[]) as wanted (id)
            cross join lateral (
              select id, run_id, step_id, attempts, first_failed_at, status, output, started_at from task_runs
               where workspace_id = $1 and id ${isOnly('wanted.id')} and id between $3 and $4 and due_at <= now()
                 and (not fed_again or $5)
                 and (status in ('queued', 'waiting') or status = 'running' and not exists (
                       select from deliveries d
                        where d.workspace_id = $1 and d.run_id = task_runs.run_id and d.task_run_id = task_runs.id
                          and d.status in ('queued', 'sending')))
                 for update skip locked) as t
            cross join lateral (
              select notification_id, workflow_id, revision_id, status, received_at, traceparent from runs
               where workspace_id = $1 and id ${isOnly('t.run_id')} and id between $3 and $4
                 for update skip locked) as r
            cross join lateral (
              select event_source_id, fields from notifications
               where workspace_id = $1 and id ${isOnly('r.notification_id')} and id between $3 and $4 offset 0) as n
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
  const ids = records.map((record) => record.id);
  const { lo, hi } = idSpan(ids);
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
            where t.workspace_id = $1 and t.id = o.id and t.id between $7 and $8`,
    values: [
      workspaceId,
      ids,
      records.map((record) => record.status),
      records.map((record) => (record.output === null ? null : JSON.stringify(record.output))),
      records.map((record) => (record.error === null ? null : JSON.stringify(record.error))),
      records.map((record) => record.dueAt),
      lo,
      hi,
    ],
  });
}
