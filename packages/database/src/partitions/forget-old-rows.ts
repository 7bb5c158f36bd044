import type { Pool } from '../connection.ts';
import { firstIdAt } from '../id-time.ts';

const batchRows = 1_000;
/** Of one call and table: what is left is for the next one. */
const mostBatches = 100;

export interface ForgottenRows {
  invitations: number;
  rejections: number;
  notices: number;
}

/**
 * Deletes what is old and not partitioned, in small transactions: links that expired, rejections that did not come
 * again, and what people were told of failures. A response keeps its answers without its link.
 */
export async function forgetOldRows(pool: Pool, cutoff: Date): Promise<ForgottenRows> {
  return {
    invitations: await deleteBefore(pool, 'invitations', 'expires_at', cutoff),
    rejections: await deleteBefore(pool, 'rejections', 'last_received_at', cutoff),
    notices: await deleteBefore(pool, 'failure_notices', 'created_at', cutoff),
  };
}

async function deleteBefore(pool: Pool, table: string, at: string, cutoff: Date): Promise<number> {
  let deleted = 0;
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const { rowCount } = await pool.query(
      `delete from ${table} where id in (
         select id from ${table} where id < $1 and ${at} < $2 order by id limit ${batchRows} for update skip locked)`,
      [firstIdAt(cutoff), cutoff],
    );
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < batchRows) break;
  }
  return deleted;
}

/** A report is read in the days after; what it was about goes by the retention of runs. */
export const keptOperationsDays = 90;

/**
 * Deletes operations that ended before `cutoff`, the items of each report first and in small transactions: one may have
 * a hundred thousand. Answers how many operations were deleted.
 */
export async function forgetOldOperations(pool: Pool, cutoff: Date): Promise<number> {
  const old = `select id from operations where id < $1 and finished_at < $2`;
  const values = [firstIdAt(cutoff), cutoff];
  for (let batch = 0; batch < mostBatches; batch += 1) {
    const { rowCount } = await pool.query(
      `delete from operation_items where ctid = any(array(
         select ctid from operation_items where operation_id in (${old}) limit ${batchRows * 10}))`,
      values,
    );
    if ((rowCount ?? 0) === 0) break;
  }
  const { rowCount } = await pool.query(
    `delete from operations o where o.id in (${old} order by id limit ${batchRows})
        and not exists (select from operation_items i where i.operation_id = o.id)`,
    values,
  );
  return rowCount ?? 0;
}

/** Deletes how webhooks did before what their charts show. */
export async function forgetOldHours(pool: Pool): Promise<void> {
  await pool.query(`delete from webhook_hours where hour < now() - interval '7 days'`);
}

/** Longer than Salesforce repeats a message (24 hours; 7 days for one that somebody queues again by hand). */
export const keptKeysDays = 30;
const stretchBlocks = 1_000;

/**
 * Deletes the keys of notifications received before `cutoff`. The table has no index on its time, which every notification
 * would pay for: it is walked in stretches, as it lies on the disk, a `share` of it per call. Answers how many were deleted and where
 * to go on.
 */
export async function forgetOldKeys(
  pool: Pool,
  cutoff: Date,
  from: number,
  share: number,
): Promise<{ keys: number; next: number }> {
  const { rows } = await pool.query<{ blocks: number }>(
    `select pg_relation_size('notification_keys') / current_setting('block_size')::bigint as blocks`,
  );
  const blocks = rows[0]?.blocks ?? 0;
  const end = Math.min(blocks, from + Math.max(stretchBlocks, Math.ceil(blocks * share)));
  let keys = 0;
  for (let block = from; block < end; block += stretchBlocks) {
    const { rowCount } = await pool.query(
      'delete from notification_keys where ctid >= $1::tid and ctid < $2::tid and received_at < $3',
      [`(${block},0)`, `(${Math.min(end, block + stretchBlocks)},0)`, cutoff],
    );
    keys += rowCount ?? 0;
  }
  return { keys, next: end >= blocks ? 0 : end };
}
