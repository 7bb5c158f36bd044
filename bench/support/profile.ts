import pg from 'pg';

/** What a run is looked at with, beside its figures. Both cost time: nothing is kept as a measurement then. */
export interface Profile {
  /** A folder for processor profiles, one for each service process; null = none. */
  readonly cpuProf: string | null;
  /** Counts PostgreSQL's statements and prints the costliest ones at the end. */
  readonly statements: boolean;
}

export const noProfile: Profile = { cpuProf: null, statements: false };

/** Settings of a PostgreSQL whose statements are counted. */
export const statementSettings = [
  'shared_preload_libraries=pg_stat_statements',
  'pg_stat_statements.track=all',
  'pg_stat_statements.track_planning=on',
];

/** Starts counting anew. `adminUrl` belongs to a superuser of the product's database. */
export async function countStatements(adminUrl: string): Promise<void> {
  await asAdmin(adminUrl, (admin) => admin.query('create extension if not exists pg_stat_statements'));
}

/** Prints what took PostgreSQL longest, planning and execution apart, in milliseconds. */
export async function printStatements(adminUrl: string): Promise<void> {
  const { rows } = await asAdmin(adminUrl, (admin) =>
    admin.query(
      `select calls::int, round(total_plan_time::numeric) as "plan ms", round(total_exec_time::numeric) as "run ms",
              round((total_exec_time / calls)::numeric, 2)::text as "ms a call", rows::int,
              (shared_blks_hit + shared_blks_read)::int as pages,
              left(regexp_replace(query, '\\s+', ' ', 'g'), 100) as statement
         from pg_stat_statements where calls > 0 order by total_plan_time + total_exec_time desc limit 20`,
    ),
  );
  console.table(rows);
}

async function asAdmin<Result>(url: string, work: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
