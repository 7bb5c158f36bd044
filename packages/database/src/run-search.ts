import {
  type RunFilter,
  type RunStatus,
  retriableStatuses,
  runStatuses,
  salesforceIdForms,
  type WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan } from './derived-id.ts';
import { firstIdAt } from './id-time.ts';
import { SqlParameters } from './sql-parameters.ts';

/** By how much the clock of an ingress, which makes the ids, may differ from the database's. */
const clockDifferenceMs = 600_000;

/** What is looked for, by somebody. */
export interface RunSearch extends RunFilter {
  /** Workflows whose runs are left out: not shared with whoever asks. */
  hiddenWorkflows?: readonly WorkflowId[] | undefined;
}

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
export function runIdsSql(p: SqlParameters, workspaceId: WorkspaceId, filter: RunSearch, stretch: RunStretch): string {
  const { order, after, limit } = stretch;
  const conditions = [...runConditions(p, workspaceId, filter), ...timeConditions(p, filter)];
  if (after !== null) conditions.push(`id ${order === 'desc' ? '<' : '>'} ${p.add(after)}`);
  const limited = (more: readonly string[]) =>
    `(select id from runs where ${[...conditions, ...more].join(' and ')} order by id ${order} limit ${limit})`;
  const merged = (sources: string) => `(select id from ${sources} order by id ${order} limit ${limit})`;

  const { source, holds, statuses } = workflowsAndStatuses(p, workspaceId, filter);
  if (statuses?.length === 0) return limited(['false']);
  const each = statuses?.map((status) => limited([...holds, `status = ${p.add(status)}`]));
  const found = each === undefined ? limited(holds) : merged(`(${each.join(' union all ')}) as each_status`);
  return source === null ? found : merged(`${source} cross join lateral ${found} as each_workflow`);
}

/** Over which workflows and statuses a search is spread: one at a time, because of that an index can tell the order. */
export function workflowsAndStatuses(
  p: SqlParameters,
  workspaceId: WorkspaceId,
  filter: RunSearch,
): { source: string | null; holds: string[]; statuses: readonly RunStatus[] | undefined } {
  const { eventSourceId, workflowId, errorCode, replayId } = filter;
  // Only a run that failed has an error code.
  const possible: readonly RunStatus[] = errorCode === undefined ? runStatuses : retriableStatuses;
  const wanted = filter.statuses?.filter((status) => possible.includes(status));
  if (eventSourceId === undefined && workflowId === undefined) {
    return { source: null, holds: [], statuses: replayId === undefined ? wanted : (wanted ?? possible) };
  }
  const statuses = wanted ?? (errorCode === undefined ? possible : undefined);
  if (eventSourceId === undefined) return { source: null, holds: [`workflow_id = ${p.add(workflowId)}`], statuses };
  const only = workflowId === undefined ? '' : `and id = ${p.add(workflowId)}`;
  const source = `(select id as workflow_id from workflows
                    where workspace_id = ${p.add(workspaceId)} and event_source_id = ${p.add(eventSourceId)} ${only}
                    order by id limit ${mostWorkflows}) as w`;
  return { source, holds: ['workflow_id = w.workflow_id'], statuses };
}

/** Of one event source. */
const mostWorkflows = 100;

/** What holds of every run looked for, apart from workflow, status and time. */
export function runConditions(p: SqlParameters, workspaceId: WorkspaceId, filter: RunSearch): string[] {
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
  if (filter.hiddenWorkflows !== undefined && filter.hiddenWorkflows.length > 0) {
    conditions.push(`workflow_id <> all(${p.add(filter.hiddenWorkflows)}::uuid[])`);
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
  filter: RunSearch,
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
  filter: RunSearch,
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
