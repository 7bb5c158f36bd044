import { type RunFilter, runStatuses, salesforceIdForms, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan } from './derived-id.ts';
import { firstIdAt } from './id-time.ts';
import { SqlParameters } from './sql-parameters.ts';

/** By how much the clock of an ingress, which makes the ids, may differ from the database's. */
const clockDifferenceMs = 600_000;

/** Which stretch of the runs found is wanted. */
export interface RunStretch {
  /** `desc` = newest first. */
  readonly order: 'asc' | 'desc';
  /** The run before, in that order; null = from the beginning. */
  readonly after: string | null;
  readonly limit: number;
}

/**
 * A query of the ids of the runs that are looked for. Each workflow and each status is looked up by itself and merged,
 * because an index on them gives the newest of one at once, but of several only after sorting them all.
 */
export function runIdsSql(p: SqlParameters, workspaceId: WorkspaceId, filter: RunFilter, stretch: RunStretch): string {
  const { order, after, limit } = stretch;
  const conditions = [...runConditions(p, workspaceId, filter), ...timeConditions(p, filter)];
  if (after !== null) conditions.push(`id ${order === 'desc' ? '<' : '>'} ${p.add(after)}`);
  const cells = runCells(p, workspaceId, filter);
  const each = (more: readonly string[]) =>
    `select id from runs where ${[...conditions, ...more].join(' and ')} order by id ${order} limit ${limit}`;
  if (cells.from.length === 0) return each([]);
  return `select id from ${cells.from.join(' cross join ')}
           cross join lateral (${each(cells.conditions)}) as each_cell order by id ${order} limit ${limit}`;
}

/** The sources over which a search of runs is spread, and what holds within each. */
export function runCells(p: SqlParameters, workspaceId: WorkspaceId, filter: RunFilter) {
  const ofWorkflows = filter.workflowId !== undefined || filter.eventSourceId !== undefined;
  const statuses = filter.statuses ?? (ofWorkflows ? runStatuses : undefined);
  const from: string[] = [];
  const conditions: string[] = [];
  if (filter.eventSourceId !== undefined) {
    const only = filter.workflowId === undefined ? '' : `and id = ${p.add(filter.workflowId)}`;
    from.push(`(select id as workflow_id from workflows
                 where workspace_id = ${p.add(workspaceId)} and event_source_id = ${p.add(filter.eventSourceId)} ${only}
                 order by id limit ${mostWorkflows}) as w`);
    conditions.push('workflow_id = w.workflow_id');
  } else if (filter.workflowId !== undefined) conditions.push(`workflow_id = ${p.add(filter.workflowId)}`);
  if (statuses !== undefined) {
    from.push(`unnest(${p.add(statuses)}::text[]) as s (status)`);
    conditions.push('status = s.status');
  }
  return { from, conditions };
}

/** Of one event source. */
const mostWorkflows = 100;

/** What holds of every run looked for, apart from workflow, status and time. */
export function runConditions(p: SqlParameters, workspaceId: WorkspaceId, filter: RunFilter): string[] {
  const conditions = [`workspace_id = ${p.add(workspaceId)}`];
  if (filter.recordId !== undefined) conditions.push(`record_id = any(${p.add(salesforceIdForms(filter.recordId))})`);
  if (filter.contactId !== undefined) conditions.push(`contact_id = ${p.add(filter.contactId)}`);
  if (filter.errorCode !== undefined) conditions.push(`error_code = ${p.add(filter.errorCode)}`);
  if (filter.traceId !== undefined) conditions.push(`trace_id = ${p.add(filter.traceId)}`);
  if (filter.replayId !== undefined) conditions.push(`replay_id = ${p.add(filter.replayId)}`);
  if (filter.notificationId !== undefined) {
    const { lo, hi } = idSpan([filter.notificationId]); // its runs are derived from it: one partition is looked at
    conditions.push(`notification_id = ${p.add(filter.notificationId)}`, `id between ${p.add(lo)} and ${p.add(hi)}`);
  }
  return conditions;
}

/** When the notifications arrived. An id has the time of its notification, by another clock: it lets the index end the search. */
export function timeConditions(
  p: SqlParameters,
  filter: { receivedAfter?: Date | undefined; receivedBefore?: Date | undefined },
): string[] {
  const conditions: string[] = [];
  if (filter.receivedAfter !== undefined) {
    const earliest = new Date(filter.receivedAfter.getTime() - clockDifferenceMs);
    conditions.push(`received_at >= ${p.add(filter.receivedAfter)}`, `id >= ${p.add(firstIdAt(earliest))}`);
  }
  if (filter.receivedBefore !== undefined) {
    const latest = new Date(filter.receivedBefore.getTime() + clockDifferenceMs);
    conditions.push(`received_at < ${p.add(filter.receivedBefore)}`, `id < ${p.add(firstIdAt(latest))}`);
  }
  return conditions;
}

/** Ids of the runs that are looked for. */
export async function findRunIds<Id extends string>(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: RunFilter,
  stretch: RunStretch,
): Promise<Id[]> {
  const p = new SqlParameters();
  const { rows } = await db.query<{ id: Id }>(runIdsSql(p, workspaceId, filter, stretch), p.values);
  return rows.map(({ id }) => id);
}

/** A count that stops: nobody needs to know whether there are ten million or eleven. */
export interface BoundedCount {
  count: number;
  /** True = there are more. */
  capped: boolean;
}

export async function countRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: RunFilter,
  most: number,
): Promise<BoundedCount> {
  const p = new SqlParameters();
  const ids = runIdsSql(p, workspaceId, filter, { order: 'desc', after: null, limit: most + 1 });
  const { rows } = await db.query<{ count: number }>(`select count(*) as count from (${ids}) as found`, p.values);
  return toBoundedCount(rows[0]?.count ?? 0, most);
}

export function toBoundedCount(found: number, most: number): BoundedCount {
  return { count: Math.min(found, most), capped: found > most };
}
