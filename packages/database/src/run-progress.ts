import type {
  EventSourceId,
  RevisionId,
  RunId,
  RunStatus,
  Step,
  TaskFailure,
  TaskRunId,
  TaskRunStatus,
  WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan, isOnly } from './derived-id.ts';
import { tellWebhooks } from './webhook-outbox.ts';

/** A run as far as deciding its next step needs it. */
export interface RunInProgress {
  id: RunId;
  status: RunStatus;
  revisionId: RevisionId;
  eventSourceId: EventSourceId;
  fields: Record<string, string | null>;
  /** The database's clock. */
  now: Date;
}

/** Locks the runs of these task runs until the transaction ends: nobody else moves them on meanwhile. */
export async function lockRunsOfTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  taskRunIds: readonly TaskRunId[],
): Promise<RunInProgress[]> {
  const { lo, hi } = idSpan(taskRunIds);
  const { rows } = await db.query<RunInProgress>({
    name: 'lock-runs-of-task-runs',
    text: `select r.id, r.status, r.revision_id as "revisionId", n.event_source_id as "eventSourceId", n.fields, now() as now
             from (select distinct t.run_id from task_runs t
                    where t.workspace_id = $1 and t.id = any($2::uuid[]) and t.id between $3 and $4
                    order by t.run_id) as wanted
            cross join lateral (
              select id, status, revision_id, notification_id from runs
               where workspace_id = $1 and id ${isOnly('wanted.run_id')} and id between $3 and $4 for update) as r
            cross join lateral (
              select event_source_id, fields from notifications
               where workspace_id = $1 and id ${isOnly('r.notification_id')} and id between $3 and $4 offset 0) as n
            order by r.id`,
    values: [workspaceId, taskRunIds, lo, hi],
  });
  return rows;
}

export interface TaskRunRecord {
  id: TaskRunId;
  status: TaskRunStatus;
  output: Record<string, unknown> | null;
  error: TaskFailure | null;
  /** When a waiting one is due again. */
  dueAt: Date | null;
}

export interface RecordedTaskRun {
  id: TaskRunId;
  runId: RunId;
  type: Step['type'];
  status: TaskRunStatus;
  output: Record<string, unknown> | null;
}

/** Writes what became of running task runs; answers those that were running (others were cancelled, or ended before). */
export async function recordTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  records: readonly TaskRunRecord[],
): Promise<RecordedTaskRun[]> {
  const { rows } = await db.query<RecordedTaskRun>({
    name: 'record-task-runs',
    text: `update task_runs t
              set status = o.status, output = o.output, error = o.error, due_at = coalesce(o.due_at, t.due_at),
                  enqueued_at = null,
                  first_failed_at = case when o.status = 'waiting' then coalesce(t.first_failed_at, now())
                                         else t.first_failed_at end,
                  finished_at = case when o.status = 'waiting' then null else clock_timestamp() end
             from unnest($2::uuid[], $3::text[], $4::jsonb[], $5::jsonb[], $6::timestamptz[])
               as o (id, status, output, error, due_at)
            where t.workspace_id = $1 and t.id = o.id and t.status = 'running'
        returning t.id, t.run_id as "runId", t.type, t.status, t.output`,
    values: [
      workspaceId,
      records.map((record) => record.id),
      records.map((record) => record.status),
      records.map((record) => toJson(record.output)),
      records.map((record) => toJson(record.error)),
      records.map((record) => record.dueAt),
    ],
  });
  return rows;
}

export interface StepRow {
  runId: RunId;
  stepId: string;
  status: TaskRunStatus;
  output: Record<string, unknown> | null;
  /** A failed task of a retried run, waiting for its turn. */
  parked: boolean;
}

export async function findStepRows(
  db: Queryable,
  workspaceId: WorkspaceId,
  runIds: readonly RunId[],
): Promise<StepRow[]> {
  const { lo, hi } = idSpan(runIds);
  const { rows } = await db.query<StepRow>({
    name: 'find-step-rows',
    text: `select run_id as "runId", step_id as "stepId", status, output,
                  status = 'queued' and not isfinite(due_at) as parked
             from task_runs where workspace_id = $1 and run_id = any($2::uuid[]) and id between $3 and $4`,
    values: [workspaceId, runIds, lo, hi],
  });
  return rows;
}

export interface TaskRunToAdd {
  id: TaskRunId;
  runId: RunId;
  stepId: string;
  type: Step['type'];
  position: number;
  /** `queued` is due at once and counts as enqueued; `waiting` is a wait that begins; the others are ended. */
  status: 'queued' | 'waiting' | 'succeeded' | 'skipped';
  output: Record<string, unknown> | null;
  error: TaskFailure | null;
  /** When a wait is over; at once unless said. */
  dueAt?: Date | null;
  /** The survey task run whose answer a wait is for. */
  waitsFor?: TaskRunId | null;
}

/**
 * Adds task runs; one that waited for its turn starts again under the id it has. Answers the queued ones. For those of the
 * `left` types no job is offered: they wait for the relay.
 */
export async function addTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  tasks: readonly TaskRunToAdd[],
  left: ReadonlySet<Step['type']> = new Set(),
): Promise<{ id: TaskRunId; type: Step['type'] }[]> {
  if (tasks.length === 0) return [];
  const { rows } = await db.query<{ id: TaskRunId; type: Step['type']; status: TaskRunStatus }>({
    name: 'add-task-runs',
    text: `insert into task_runs (id, workspace_id, run_id, step_id, type, position, status, output, error, enqueued_at,
                            started_at, finished_at, due_at, waits_for)
     select t.id, $1, t.run_id, t.step_id, t.type, t.position, t.status, t.output, t.error,
            case when t.status = 'queued' and t.type <> all ($10::text[]) then now() end,
            case when t.status in ('waiting', 'succeeded') then clock_timestamp() end,
            case when t.status not in ('queued', 'waiting') then clock_timestamp() end,
            coalesce(t.due_at, now()), t.waits_for
       from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::integer[], $7::text[], $8::jsonb[], $9::jsonb[],
                   $11::timestamptz[], $12::uuid[])
         as t (id, run_id, step_id, type, position, status, output, error, due_at, waits_for)
         on conflict (id) do update
        set status = excluded.status, error = excluded.error, due_at = excluded.due_at, enqueued_at = excluded.enqueued_at,
            started_at = coalesce(task_runs.started_at, excluded.started_at), waits_for = excluded.waits_for,
            finished_at = excluded.finished_at
      where task_runs.status = 'queued' and not isfinite(task_runs.due_at)
  returning id, type, status`,
    values: [
      workspaceId,
      tasks.map((task) => task.id),
      tasks.map((task) => task.runId),
      tasks.map((task) => task.stepId),
      tasks.map((task) => task.type),
      tasks.map((task) => task.position),
      tasks.map((task) => task.status),
      tasks.map((task) => toJson(task.output)),
      tasks.map((task) => toJson(task.error)),
      [...left],
      tasks.map((task) => task.dueAt ?? null),
      tasks.map((task) => task.waitsFor ?? null),
    ],
  });
  return rows.filter((row) => row.status === 'queued').map(({ id, type }) => ({ id, type }));
}

export interface RunChange {
  id: RunId;
  status: RunStatus;
  finished: boolean;
  /** Null = as it was. */
  contactId: string | null;
}

/** Writes where runs have come to; those that ended are told to webhooks. */
export async function changeRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  changes: readonly RunChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const ids = changes.map((change) => change.id);
  const { lo, hi } = idSpan(ids);
  await db.query({
    name: 'change-runs',
    text: `with changed as (
           update runs r
              set status = c.status, finished_at = case when c.finished then clock_timestamp() end,
                  error_code = case when c.status in ('failed', 'partially-failed') then (
                    select t.error ->> 'code' from task_runs t
                     where t.workspace_id = $1 and t.run_id = r.id and t.id between $6 and $7 and t.status = 'failed'
                     order by t.position limit 1) end,
                  contact_id = coalesce(c.contact_id, r.contact_id)
             from unnest($2::uuid[], $3::text[], $4::boolean[], $5::uuid[]) as c (id, status, finished, contact_id)
            where r.workspace_id = $1 and r.id = c.id
        returning r.id, r.status, r.finished_at)
           ${tellWebhooks(endedRuns('changed'))}`,
    values: [
      workspaceId,
      ids,
      changes.map((change) => change.status),
      changes.map((change) => change.finished),
      changes.map((change) => change.contactId),
      lo,
      hi,
    ],
  });
}

/** Of runs that a statement wrote, those that ended, as events for `tellWebhooks`. */
export function endedRuns(written: string): string {
  return `select 'run.' || status as type, id as subject_id, finished_at as at from ${written} where finished_at is not null`;
}

function toJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
