import type { Pool } from '../connection.ts';
import { runBriefly } from './brief-lock.ts';
import { partitionedTables } from './partition.ts';

/** Of one call: the rest is for the next one. */
const mostTables = partitionedTables.length;
/** The whole of a table changes slowly. */
const wholeEveryDays = 1;

/**
 * Has PostgreSQL look at the values in tables, so that it plans well; answers which. Autovacuum looks at partitions, but never at
 * the tables that they make up. A partition is looked at where autovacuum has fallen behind: a fifth of its rows, and 1,000
 * at the least, have changed since, as in the first minutes of a month. Each reads a sample of 30,000 rows.
 */
export async function refreshStatistics(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string; whole: boolean; version: number }>(
    `select c.relname as name, c.relkind = 'p' as whole, current_setting('server_version_num')::integer as version
       from pg_class c join pg_stat_user_tables s on s.relid = c.oid left join pg_inherits i on i.inhrelid = c.oid
      where coalesce(i.inhparent, c.oid) in (select to_regclass(name) from unnest($1::text[]) as t (name))
        and case when c.relkind = 'p' then coalesce(s.last_analyze < now() - $2 * interval '1 day', true)
                 else s.n_mod_since_analyze > greatest(1000, s.n_live_tup / 5) end
      order by c.relkind = 'p', greatest(s.last_analyze, s.last_autoanalyze) nulls first limit $3`,
    [partitionedTables, wholeEveryDays, mostTables],
  );
  for (const { name, whole, version } of rows) {
    // Before version 18, the whole of a table is looked at with all its partitions.
    await runBriefly(pool, `analyze ${whole && version >= 180_000 ? 'only ' : ''}${name}`);
  }
  return rows.map(({ name }) => name);
}
