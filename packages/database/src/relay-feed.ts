import type { Channel, DeliveryId, MessageId, TaskRunId, TaskType, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** A row whose work is due and for which no job is known to be on its way. */
export interface DueRow<Id> {
  id: Id;
  workspaceId: WorkspaceId;
  traceparent: string;
}

export interface FeedLimits {
  /** Rows answered at most. */
  rows: number;
  /** Age of a job after which it counts as lost, in milliseconds. */
  overdueAfterMs: number;
}

/** Of one workspace at a time: how many of its oldest rows are looked at before the turn of the others. */
const rowsOfWorkspace = 500;

/**
 * Due rows over all workspaces: first the oldest of each workspace, then the second oldest, and so on, so that a backlog
 * of one holds nobody else up. `source` is a table with its condition; `$4` is free for it.
 */
function dueRows(source: { table: string; active: string; traceparent: string; joined?: string }): string {
  const { table, active, traceparent, joined = '' } = source;
  const rows = (queued: string, order: string) =>
    `(select r.id, r.due_at, ${traceparent} as traceparent from ${table} r ${joined}
       where r.workspace_id = w.id and ${active} and ${queued} and r.due_at <= now() order by r.${order} limit $3)`;
  return `
    select id, "workspaceId", traceparent from (
      select d.id, w.id as "workspaceId", d.traceparent, d.due_at,
             row_number() over (partition by w.id order by d.due_at) as turn
        from workspaces w
       cross join lateral (
         ${rows('r.enqueued_at is null', 'due_at')}
         union all
         ${rows(`r.enqueued_at < now() - $2 * interval '1 ms'`, 'enqueued_at')}
       ) d
    ) as due
    order by turn, due_at limit $1`;
}

const dueMessages = dueRows({ table: 'messages', active: `r.status = 'pending'`, traceparent: 'r.traceparent' });
const dueTaskRuns = dueRows({
  table: 'task_runs',
  active: `r.status in ('queued', 'running', 'waiting') and r.type = $4`,
  traceparent: 'runs.traceparent',
  joined: 'join runs on runs.workspace_id = r.workspace_id and runs.id = r.run_id',
});
const dueDeliveries = dueRows({
  table: 'deliveries',
  active: `r.status = 'queued' and r.channel = $4`,
  traceparent: 'r.traceparent',
});

function parameters({ rows, overdueAfterMs }: FeedLimits): unknown[] {
  return [rows, overdueAfterMs, Math.min(rows, rowsOfWorkspace)];
}

export async function findDueMessages(db: Queryable, limits: FeedLimits): Promise<DueRow<MessageId>[]> {
  return (await db.query<DueRow<MessageId>>(dueMessages, parameters(limits))).rows;
}

export async function findDueTaskRuns(db: Queryable, limits: FeedLimits, type: TaskType): Promise<DueRow<TaskRunId>[]> {
  return (await db.query<DueRow<TaskRunId>>(dueTaskRuns, [...parameters(limits), type])).rows;
}

export async function findDueDeliveries(
  db: Queryable,
  limits: FeedLimits,
  channel: Channel,
): Promise<DueRow<DeliveryId>[]> {
  return (await db.query<DueRow<DeliveryId>>(dueDeliveries, [...parameters(limits), channel])).rows;
}

export type FedTable = 'messages' | 'task_runs' | 'deliveries';

/** Notes that jobs for these rows are being made; of task runs, also whether it is not for the first time. */
export async function markEnqueued(db: Queryable, table: FedTable, ids: readonly string[]): Promise<void> {
  const again = table === 'task_runs' ? ', fed_again = fed_again or enqueued_at is not null' : '';
  await db.query(`update ${table} set enqueued_at = now()${again} where id = any($1::uuid[])`, [ids]);
}

/** Takes that back where the jobs could not be made: the rows are fed again at once. */
export async function unmarkEnqueued(db: Queryable, table: FedTable, ids: readonly string[]): Promise<void> {
  await db.query(`update ${table} set enqueued_at = null where id = any($1::uuid[])`, [ids]);
}

/**
 * Running task runs whose lease ended though a delivery that is still to be sent carries them on: they are not due again
 * by themselves. One whose delivery has settled without it (its worker died, the provider reported) is left to be fed.
 */
export async function holdTaskRunsOfDeliveries(db: Queryable, ids: readonly TaskRunId[]): Promise<Set<TaskRunId>> {
  const { rows } = await db.query<{ id: TaskRunId }>(
    `update task_runs t set due_at = 'infinity'
      where t.id = any($1::uuid[]) and t.status = 'running'
        and exists (select from deliveries d where d.workspace_id = t.workspace_id and d.task_run_id = t.id
                       and d.status in ('queued', 'sending'))
  returning t.id`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
