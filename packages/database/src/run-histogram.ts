import { type RunStatus, runStatuses, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { firstIdAt } from './id-time.ts';
import { timeOfId } from './partitions/partition.ts';
import { type RunSearch, runConditions, workflowsAndStatuses } from './run-search.ts';
import { SqlParameters } from './sql-parameters.ts';

export interface HistogramBar {
  from: Date;
  to: Date;
  counts: { status: RunStatus; count: number; estimated: boolean }[];
}

/** Runs of one status in one bar that are counted; beyond them the count is an estimate by their density. */
const mostCounted = 2_000;

/**
 * Runs by status over time, by the time in their ids: of each status and bar the newest two thousand at most are looked at,
 * by the index alone where there is no other filter. So it takes as long with tens of millions of runs as with one.
 */
export async function countRunsOverTime(
  db: Queryable,
  workspaceId: WorkspaceId,
  { receivedAfter: from, receivedBefore: to, ...filter }: RunSearch & { receivedAfter: Date; receivedBefore: Date },
  bars: number,
): Promise<HistogramBar[]> {
  const widthMs = (to.getTime() - from.getTime()) / bars;
  const edges = Array.from({ length: bars + 1 }, (_, index) => new Date(Math.round(from.getTime() + index * widthMs)));
  const p = new SqlParameters();
  const conditions = runConditions(p, workspaceId, filter);
  const { source, holds } = workflowsAndStatuses(p, workspaceId, filter);
  const statuses = filter.statuses ?? runStatuses;
  const los = p.add(edges.slice(0, -1).map(firstIdAt));
  const his = p.add(edges.slice(1).map(firstIdAt));
  const each = statuses.map((status) => {
    const value = p.add(status);
    const inBar = ['id >= bar.lo', 'id < bar.hi', `status = ${value}`];
    return `select bar.number, ${value}::text as status, counted.*
              from bar ${source === null ? '' : `cross join ${source}`}
             cross join lateral (
               select count(*) as count, min(id::text) as oldest
                 from (select id from runs where ${[...conditions, ...holds, ...inBar].join(' and ')}
                        order by id desc limit ${mostCounted}) as newest) as counted
             where counted.count > 0`;
  });
  const { rows } = await db.query<{ number: number; status: RunStatus; count: number; oldest: string }>(
    `with bar as materialized (
       select number, lo, hi from unnest(${los}::uuid[], ${his}::uuid[]) with ordinality as b (lo, hi, number)
     )
     ${each.join(' union all ')}`,
    p.values,
  );
  const byBar = Map.groupBy(rows, (row) => row.number);
  return edges.slice(0, -1).map((start, index) => {
    const end = edges[index + 1] ?? to;
    return { from: start, to: end, counts: addUp(byBar.get(index + 1) ?? [], start, end) };
  });
}

/** Of several workflows, each was counted by itself. */
function addUp(
  rows: readonly { status: RunStatus; count: number; oldest: string }[],
  from: Date,
  to: Date,
): HistogramBar['counts'] {
  const byStatus = Map.groupBy(rows, (row) => row.status);
  return [...byStatus].map(([status, ofStatus]) => ({
    status,
    count: ofStatus.reduce((sum, row) => sum + estimate(row, from, to), 0),
    estimated: ofStatus.some(({ count }) => count === mostCounted),
  }));
}

function estimate({ count, oldest }: { count: number; oldest: string }, from: Date, to: Date): number {
  if (count < mostCounted) return count;
  const spanMs = Math.max(1, to.getTime() - timeOfId(oldest).getTime());
  return Math.max(count, Math.round((count * (to.getTime() - from.getTime())) / spanMs));
}
