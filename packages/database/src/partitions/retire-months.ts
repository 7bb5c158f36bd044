import type { Pool, Queryable } from '../connection.ts';
import { firstIdAt } from '../id-time.ts';
import { inBriefLock } from './brief-lock.ts';
import { type Partition, type PartitionedTable, readPartitions, timeOfId } from './partition.ts';

/** What of a month has not come to its end. */
export interface Unfinished {
  readonly messages: number;
  readonly runs: number;
  readonly deliveries: number;
}

export interface RetiredMonth {
  /** `2026-11`; of the oldest data, everything before the end of that month. */
  readonly month: string;
  readonly bytes: number;
}

export interface HeldMonth extends Unfinished {
  readonly month: string;
}

const unfinished: Readonly<Record<keyof Unfinished, string>> = {
  messages: `status = 'pending'`,
  runs: `status in ('queued', 'running', 'waiting')`,
  deliveries: `status in ('queued', 'sending')`,
};

/**
 * Empties the months that ended before `cutoff`: all tables of a month at once, or none while something in it is not
 * finished. Emptying takes a moment whatever the size, and gives the room back to the disk.
 */
export async function retireMonths(pool: Pool, cutoff: Date): Promise<{ dropped: RetiredMonth[]; held: HeldMonth[] }> {
  const end = firstIdAt(cutoff);
  const expired = (await readPartitions(pool)).filter(({ hi }) => hi !== null && hi <= end);
  const dropped: RetiredMonth[] = [];
  const held: HeldMonth[] = [];
  for (const [hi, partitions] of Map.groupBy(expired, (partition) => partition.hi ?? '')) {
    const month = timeOfIdBefore(hi);
    if (!(await holdsRows(pool, partitions))) continue;
    // Looked at without locks first: a month that is held keeps nobody waiting.
    const open = (await countUnfinished(pool, partitions)) ?? (await emptyMonth(pool, partitions));
    if ('bytes' in open) dropped.push({ month, ...open });
    else held.push({ month, ...open });
  }
  return { dropped, held };
}

function timeOfIdBefore(hi: string): string {
  return new Date(timeOfId(hi).getTime() - 1).toISOString().slice(0, 7);
}

async function emptyMonth(pool: Pool, partitions: readonly Partition[]): Promise<{ bytes: number } | Unfinished> {
  const names = partitions.map(({ name }) => name);
  return inBriefLock(pool, async (db) => {
    await db.query(`lock table ${names.join(', ')} in access exclusive mode`);
    const open = await countUnfinished(db, partitions);
    if (open !== null) return open;
    const { rows } = await db.query<{ bytes: number }>(
      'select sum(pg_total_relation_size(name::regclass))::bigint as bytes from unnest($1::text[]) as name',
      [names],
    );
    await db.query(`truncate ${names.join(', ')}`);
    return { bytes: rows[0]?.bytes ?? 0 };
  });
}

async function holdsRows(db: Queryable, partitions: readonly Partition[]): Promise<boolean> {
  const each = partitions.map(({ name }) => `exists (select from ${name})`).join(' or ');
  const { rows } = await db.query<{ some: boolean }>(`select ${each} as some`);
  return rows[0]?.some ?? false;
}

/** Null when everything in these partitions is finished. */
async function countUnfinished(db: Queryable, partitions: readonly Partition[]): Promise<Unfinished | null> {
  const count = async (table: PartitionedTable & keyof Unfinished) => {
    const name = partitions.find((partition) => partition.table === table)?.name;
    if (name === undefined) return 0;
    const { rows } = await db.query<{ count: number }>(
      `select count(*) as count from ${name} where ${unfinished[table]}`,
    );
    return rows[0]?.count ?? 0;
  };
  const [messages, runs, deliveries] = [await count('messages'), await count('runs'), await count('deliveries')];
  return messages + runs + deliveries === 0 ? null : { messages, runs, deliveries };
}
