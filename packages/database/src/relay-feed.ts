import type { Channel, DeliveryId, MessageId, OperationId, Step, TaskRunId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** A row whose work is due and for which no job is known to be on its way. */
export interface DueRow<Id> {
  id: Id;
  workspaceId: WorkspaceId;
  /** Notifications of a message; 1 of anything else. */
  size: number;
}

export interface FeedLimits {
  /** Rows answered at most. */
  rows: number;
  /** Age of a job after which it counts as lost, in milliseconds. */
  overdueAfterMs: number;
}

/** Of one workspace at a time: how many of its oldest rows are looked at before the turn of the others. */
const rowsOfWorkspace = 1000;

/**
 * Due rows over all workspaces, in turns: each workspace's oldest first, as many at a time as its weight says, so that a
 * backlog of one holds nobody else up. Workspaces without open rows cost nothing: the index is skipped through from one
 * workspace with work to the next. `$4` is free for the source's condition.
 */
function dueRows(source: { table: string; open: string; kind: string; size: string }) {
  const { table, open, kind, size } = source;
  const next = (queued: string, after: string) =>
    `select workspace_id from ${table} r where ${open} and ${queued} ${after} order by workspace_id limit 1`;
  const busy = (name: string, queued: string) => `
    ${name} (id) as (
      (${next(queued, '')})
      union all
      select (${next(queued, `and workspace_id > ${name}.id`)}) from ${name} where ${name}.id is not null
    )`;
  const rows = (queued: string, order: string) =>
    `(select r.id, r.due_at, ${size} as size from ${table} r
       where r.workspace_id = w.id and ${open} and ${kind} and ${queued} and r.due_at <= now()
       order by r.${order} limit $3)`;
  const overdue = `r.enqueued_at < now() - $2 * interval '1 ms'`;
  return `
    with recursive ${busy('unqueued', 'r.enqueued_at is null')}, ${busy('queued', 'r.enqueued_at is not null')}
    select id, "workspaceId", size from (
      select d.id, w.id as "workspaceId", d.due_at, d.size,
             sum(d.size) over (partition by w.id order by d.due_at, d.id)::float / w.weight as turn
        from workspaces w
       cross join lateral (
         ${rows('r.enqueued_at is null', 'due_at')}
         union all
         ${rows(overdue, 'enqueued_at')}
       ) d
       where w.id in (select id from unqueued union select id from queued)
    ) as due
    order by turn, due_at limit $1`;
}

const dueMessages = dueRows({
  table: 'messages',
  open: `r.status = 'pending'`,
  kind: 'true',
  size: 'r.notification_count',
});
const dueTaskRuns = dueRows({
  table: 'task_runs',
  open: `r.status in ('queued', 'running', 'waiting')`,
  kind: 'r.type = $4',
  size: '1',
});
const dueDeliveries = dueRows({
  table: 'deliveries',
  open: `r.status = 'queued'`,
  kind: 'r.channel = $4',
  size: '1',
});

const dueOperations = dueRows({
  table: 'operations',
  open: `r.status in ('queued', 'running', 'stopping')`,
  kind: 'true',
  size: '1',
});

/** Named, so that each connection plans it once: with all partitions that takes longer than finding the rows. */
async function find<Id>(db: Queryable, name: string, text: string, limits: FeedLimits, ...kind: string[]) {
  const { rows, overdueAfterMs } = limits;
  const values = [rows, overdueAfterMs, Math.min(rows, rowsOfWorkspace), ...kind];
  return (await db.query<DueRow<Id>>({ name, text, values })).rows;
}

export function findDueMessages(db: Queryable, limits: FeedLimits): Promise<DueRow<MessageId>[]> {
  return find(db, 'due-messages', dueMessages, limits);
}

export function findDueTaskRuns(db: Queryable, limits: FeedLimits, type: Step['type']): Promise<DueRow<TaskRunId>[]> {
  return find(db, 'due-task-runs', dueTaskRuns, limits, type);
}

export function findDueDeliveries(db: Queryable, limits: FeedLimits, channel: Channel): Promise<DueRow<DeliveryId>[]> {
  return find(db, 'due-deliveries', dueDeliveries, limits, channel);
}

export function findDueOperations(db: Queryable, limits: FeedLimits): Promise<DueRow<OperationId>[]> {
  return find(db, 'due-operations', dueOperations, limits);
}

const traceOf: Readonly<Record<FedTable, string>> = {
  messages: 'select id, traceparent from messages where id = any($1::uuid[])',
  task_runs: `select t.id, r.traceparent from task_runs t join runs r on r.workspace_id = t.workspace_id and r.id = t.run_id
               where t.id = any($1::uuid[])`,
  deliveries: 'select id, traceparent from deliveries where id = any($1::uuid[])',
  webhook_calls: `select c.id, t.traceparent from webhook_calls c cross join lateral (
                    select traceparent from runs where workspace_id = c.workspace_id and id = c.subject_id
                    union all
                    select traceparent from deliveries where workspace_id = c.workspace_id and id = c.subject_id) as t
                   where c.id = any($1::uuid[])`,
  operations: 'select id, traceparent from operations where id = any($1::uuid[])',
};

/** The traces that rows belong to. */
export async function findTraceparents(
  db: Queryable,
  table: FedTable,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; traceparent: string }>({
    name: `traces-of-${table}`,
    text: traceOf[table],
    values: [ids],
  });
  return new Map(rows.map(({ id, traceparent }) => [id, traceparent]));
}

export type FedTable = 'messages' | 'task_runs' | 'deliveries' | 'webhook_calls' | 'operations';

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
        and exists (select from deliveries d where d.workspace_id = t.workspace_id and d.run_id = t.run_id
                       and d.task_run_id = t.id
                       and d.status in ('queued', 'sending'))
  returning t.id`,
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
