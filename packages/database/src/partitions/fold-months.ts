import type { Pool } from '../connection.ts';
import { firstIdAt } from '../id-time.ts';
import { inBriefLock, runBriefly } from './brief-lock.ts';
import { type Partition, type PartitionedTable, partitionedTables, readPartitions } from './partition.ts';

/**
 * Drops the partitions of months that ended before `cutoff` and have been emptied, oldest first: what is open to the past
 * reaches up to the next month then, so that every id keeps a partition. Answers their names. Broken off at any point, it
 * goes on from there the next time.
 */
export async function foldEmptyMonths(pool: Pool, cutoff: Date): Promise<string[]> {
  await finishDetaching(pool);
  const end = firstIdAt(cutoff);
  const folded: string[] = [];
  for (const table of partitionedTables) {
    for (;;) {
      const [earlier, oldest] = await ofTable(pool, table);
      if (earlier?.hi == null || oldest === undefined) break;
      if (oldest.lo !== earlier.hi) await openToPastUpTo(pool, earlier, oldest.lo);
      if (oldest.hi === null || oldest.hi > end || (await holdsRows(pool, oldest.name))) break;
      await runBriefly(pool, `alter table ${table} detach partition ${oldest.name} concurrently`);
      await openToPastUpTo(pool, earlier, oldest.hi);
      folded.push(oldest.name);
    }
  }
  await dropDetached(pool);
  return folded;
}

async function ofTable(pool: Pool, table: PartitionedTable): Promise<Partition[]> {
  return (await readPartitions(pool)).filter((partition) => partition.table === table);
}

async function openToPastUpTo(pool: Pool, { table, name }: Partition, hi: string | null): Promise<void> {
  if (hi === null) return;
  await inBriefLock(pool, async (db) => {
    await db.query(`alter table ${table} detach partition ${name}`);
    await db.query(`alter table ${table} attach partition ${name} for values from (minvalue) to ('${hi}')`);
  });
}

async function holdsRows(pool: Pool, name: string): Promise<boolean> {
  const { rows } = await pool.query<{ some: boolean }>(`select exists (select from ${name}) as some`);
  return rows[0]?.some ?? false;
}

/** A detaching that was broken off leaves its partition out of reach: it can only be brought to its end. */
async function finishDetaching(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ table: string; name: string }>(
    `select p.relname as table, c.relname as name
       from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_class c on c.oid = i.inhrelid
      where p.relname = any($1) and pg_table_is_visible(p.oid) and i.inhdetachpending`,
    [partitionedTables],
  );
  for (const { table, name } of rows) await runBriefly(pool, `alter table ${table} detach partition ${name} finalize`);
}

/** Tables named as months that belong to nothing any more. One with rows is somebody's archive. */
async function dropDetached(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select relname as name from pg_class
      where relkind = 'r' and not relispartition and pg_table_is_visible(oid)
        and relname ~ ('^(' || array_to_string($1::text[], '|') || ')_[0-9]{4}_[0-9]{2}$')`,
    [partitionedTables],
  );
  for (const { name } of rows) {
    if (await holdsRows(pool, name)) continue;
    await inBriefLock(pool, (db) => db.query(`drop table ${name}`));
  }
}
