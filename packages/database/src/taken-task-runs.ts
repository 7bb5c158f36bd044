import type { RunStatus, TaskRunId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import type { StepRow, TaskRunRecord } from './run-progress.ts';
import type { TaskRunClaim } from './task-run-claims.ts';

/** A task run that is locked by the transaction that does it. */
export interface TakenTaskRun extends TaskRunClaim {
  runStatus: RunStatus;
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
): Promise<TakenTaskRun[]> {
  const { rows } = await db.query<TakenTaskRun>({
    name: 'take-due-task-runs',
    text: `select t.id as "taskRunId", t.run_id as "runId", r.notification_id as "notificationId",
                  r.workflow_id as "workflowId", r.revision_id as "revisionId", r.status as "runStatus",
                  n.event_source_id as "eventSourceId", t.step_id as "stepId", t.attempts + 1 as attempts,
                  t.first_failed_at as "firstFailedAt", n.fields,
                  (select default_country from workspaces where id = $1) as "defaultCountry",
                  r.received_at as "receivedAt", r.traceparent, now() as now,
                  array(select jsonb_build_object('stepId', s.step_id, 'status', s.status, 'output', s.output,
                                                  'parked', s.status = 'queued' and not isfinite(s.due_at))
                          from task_runs s where s.workspace_id = $1 and s.run_id = t.run_id and s.id <> t.id) as steps
             from task_runs t
             join runs r on r.workspace_id = $1 and r.id = t.run_id
             join notifications n on n.workspace_id = $1 and n.id = r.notification_id
            where t.workspace_id = $1 and t.id = any($2::uuid[]) and t.due_at <= now()
              and (t.status in ('queued', 'waiting') or t.status = 'running' and not exists (
                    select from deliveries d
                     where d.workspace_id = $1 and d.run_id = t.run_id and d.task_run_id = t.id and d.status in ('queued', 'sending')))
            order by t.id for update of t, r skip locked`,
    values: [workspaceId, ids],
  });
  return rows;
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
