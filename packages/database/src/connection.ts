import pg from 'pg';
import { z } from 'zod';

// bigint columns are counts that stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** What runs a query: the pool, or a transaction. */
export type Queryable = Pick<pg.ClientBase, 'query'>;
export type Pool = pg.Pool;

export const databaseConfig = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('PostgreSQL, as a URL'),
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(200).default(10).describe('Connections of one process'),
};

export interface Database extends AsyncDisposable {
  readonly pool: Pool;
  readonly url: string;
}

const statementMs = 30_000;
/** Longer than the server lets a statement run: whoever waits so long has a connection that carries nothing any more. */
export const answerMs = statementMs + 10_000;

/** An idle connection whose other end has vanished is noticed within half a minute. */
export const keptAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/**
 * Opens a pool. Nothing is connected before the first query; errors of idle connections go to `onError`. A query that is not
 * answered fails after `answerMs`, and its connection is replaced.
 */
export function connectDatabase(
  config: { DATABASE_URL: string; DATABASE_POOL_SIZE: number },
  options: { applicationName: string; onError: (error: Error) => void },
): Database {
  const pool = new pg.Pool({
    connectionString: config.DATABASE_URL,
    max: config.DATABASE_POOL_SIZE,
    application_name: options.applicationName,
    connectionTimeoutMillis: 5_000,
    statement_timeout: statementMs,
    query_timeout: answerMs,
    ...keptAlive,
    idle_in_transaction_session_timeout: 60_000,
  });
  pool.on('error', options.onError);
  return { pool, url: config.DATABASE_URL, [Symbol.asyncDispose]: () => pool.end() };
}
