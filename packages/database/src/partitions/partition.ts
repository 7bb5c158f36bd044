import type { Queryable } from '../connection.ts';
import { firstIdAt } from '../id-time.ts';

/** Tables that grow with every notification: partitioned by the time in their ids, a month at a time (in UTC). */
export const partitionedTables = [
  'messages',
  'notifications',
  'runs',
  'task_runs',
  'deliveries',
  'delivery_events',
  'webhook_calls',
  'webhook_attempts',
] as const;
export type PartitionedTable = (typeof partitionedTables)[number];

export interface Partition {
  readonly table: PartitionedTable;
  readonly name: string;
  /** First id in it; null = open to the past. */
  readonly lo: string | null;
  /** First id after it; null = open to the future. */
  readonly hi: string | null;
}

/** All partitions, oldest first. One whose detaching was broken off is left out. */
export async function readPartitions(db: Queryable): Promise<Partition[]> {
  const { rows } = await db.query<{ table: PartitionedTable; name: string; bound: string }>(
    `select p.relname as table, c.relname as name, pg_get_expr(c.relpartbound, c.oid) as bound
       from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_class c on c.oid = i.inhrelid
      where p.relname = any($1) and p.relkind = 'p' and pg_table_is_visible(p.oid) and not i.inhdetachpending`,
    [partitionedTables],
  );
  return rows
    .map(({ table, name, bound }): Partition => {
      const [, lo, hi] = /FROM \((.+)\) TO \((.+)\)/.exec(bound) ?? [];
      return { table, name, lo: idIn(lo), hi: idIn(hi) };
    })
    .toSorted((a, b) => ((a.lo ?? '') < (b.lo ?? '') ? -1 : 1));
}

/** The id of a bound as PostgreSQL writes it; null for MINVALUE and MAXVALUE. */
function idIn(bound: string | undefined): string | null {
  return /^'(.+)'$/.exec(bound ?? '')?.[1] ?? null;
}

/** The beginning of the month so many months after the one of `at`. */
export function monthAfter(at: Date, months: number): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + months));
}

export function timeOfId(id: string): Date {
  return new Date(Number.parseInt(id.replace('-', '').slice(0, 12), 16));
}

/** `runs_2026_11`, by the month that begins with this id. */
export function monthName(table: PartitionedTable, lo: string): string {
  return `${table}_${timeOfId(lo).toISOString().slice(0, 7).replace('-', '_')}`;
}

export function firstIdOfMonthAfter(at: Date, months: number): string {
  return firstIdAt(monthAfter(at, months));
}
