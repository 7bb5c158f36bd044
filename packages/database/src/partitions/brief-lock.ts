import type { Pool, Queryable } from '../connection.ts';
import { inSystem } from '../transaction.ts';

/**
 * How long a change to partitions waits for those at work on a table, and how long whoever comes after it waits with it.
 * Less than the server's `deadlock_timeout` (1 s): where two wait for each other, it is the change that gives way.
 */
const lockTimeoutMs = 500;

/** A transaction that changes tables in use. It fails where it would hold others up; it is tried again another time. */
export function inBriefLock<Result>(pool: Pool, work: (db: Queryable) => Promise<Result>): Promise<Result> {
  return inSystem(pool, async (db) => {
    await db.query(`set local lock_timeout = ${lockTimeoutMs}`);
    return work(db);
  });
}

/** The same for one statement that cannot run in a transaction. */
export async function runBriefly(pool: Pool, statement: string): Promise<void> {
  const client = await pool.connect();
  const onLost = () => {}; // the query that fails tells; unheard, the event would end the process
  client.on('error', onLost);
  try {
    await client.query(`set lock_timeout = ${lockTimeoutMs}`);
    await client.query(statement);
    await client.query('reset lock_timeout');
    client.off('error', onLost);
    client.release();
  } catch (error) {
    client.release(true); // a connection with settings of ours is not handed out again
    throw error;
  }
}
