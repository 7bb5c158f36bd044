import type { SqlParameters } from './sql-parameters.ts';

/**
 * A query of the newest ids of a table under these conditions. Several statuses are looked up one by one and merged,
 * because an index on (status, id) gives the newest of one status at once, but of several only after sorting them all.
 */
export function newestIds(
  table: 'deliveries' | 'responses',
  conditions: readonly string[],
  statuses: readonly string[] | undefined,
  limit: number,
  p: SqlParameters,
): string {
  const limited = (more: readonly string[]) =>
    `(select id from ${table} where ${[...conditions, ...more].join(' and ')} order by id desc limit ${limit})`;
  if (statuses === undefined) return limited([]);
  const each = statuses.map((status) => limited([`status = ${p.add(status)}`]));
  return `select id from (${each.join(' union all ')}) as each_status order by id desc limit ${limit}`;
}
