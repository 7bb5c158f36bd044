import type { Pool } from '../connection.ts';
import { inBriefLock } from './brief-lock.ts';
import { firstIdOfMonthAfter, monthName, type Partition, readPartitions, timeOfId } from './partition.ts';

/** Months that have partitions of their own after the current one. */
const monthsAhead = 2;

/**
 * Makes the partitions of the months to come; answers their names. What a clock that was ahead has put beyond them moves
 * into its month.
 */
export async function addMonthsAhead(pool: Pool, now: Date): Promise<string[]> {
  const end = firstIdOfMonthAfter(now, monthsAhead + 1);
  const open = (await readPartitions(pool)).filter(({ hi }) => hi === null);
  const added: string[] = [];
  for (const later of open) {
    for (let { lo } = later; lo !== null && lo < end; ) {
      const hi = firstIdOfMonthAfter(timeOfId(lo), 1);
      added.push(await splitMonth(pool, later, lo, hi));
      lo = hi;
    }
  }
  return added;
}

async function splitMonth(pool: Pool, { table, name }: Partition, lo: string, hi: string): Promise<string> {
  const month = monthName(table, lo);
  await inBriefLock(pool, async (db) => {
    await db.query(`alter table ${table} detach partition ${name}`);
    await db.query('select add_partition($1, $2, $3, $4)', [table, month, lo, hi]);
    await db.query(
      `with early as (delete from ${name} where id < $1 returning *) insert into ${table} select * from early`,
      [hi],
    );
    await db.query(`alter table ${table} attach partition ${name} for values from ('${hi}') to (maxvalue)`);
  });
  return month;
}
