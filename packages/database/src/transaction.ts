import type { WorkspaceId } from '@canvass/domain';
import pg, { type QueryConfig, type QueryResultRow } from 'pg';
import type { Pool, Queryable } from './connection.ts';

async function within<Result>(pool: Pool, begin: string, work: (db: Queryable) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // A connection lost between two queries tells so by an event, which would end the process if nobody listened.
  const onLost = (error: Error) => {
    broken = error;
  };
  client.on('error', onLost);
  try {
    await client.query(begin);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    if (error instanceof Error && isUnanswered(error)) {
      broken = error;
    } else {
      await client.query('rollback').catch((rollbackError: Error) => {
        broken = rollbackError; // the connection is gone: the pool must not hand it out again
      });
    }
    throw error;
  } finally {
    client.off('error', onLost);
    client.release(broken);
  }
}

/**
 * A transaction that sees and writes rows of one workspace only: row-level security holds it even where a query forgets
 * its `workspace_id`.
 */
export function inWorkspace<Result>(
  pool: Pool,
  workspaceId: WorkspaceId,
  work: (db: Queryable) => Promise<Result>,
): Promise<Result> {
  return within(pool, beginIn(workspaceId), work);
}

/** The same for whoever only looks: PostgreSQL refuses every write. */
export function readInWorkspace<Result>(
  pool: Pool,
  workspaceId: WorkspaceId,
  work: (db: Queryable) => Promise<Result>,
): Promise<Result> {
  return within(pool, beginIn(workspaceId, 'read only'), work);
}

/** The same for statements all of which are such as `queryPlannedOnce` is for. */
export function inWorkspacePlannedOnce<Result>(
  pool: Pool,
  workspaceId: WorkspaceId,
  work: (db: Queryable) => Promise<Result>,
): Promise<Result> {
  return within(pool, `${beginIn(workspaceId)}; set local plan_cache_mode = force_generic_plan`, work);
}

function beginIn(workspaceId: WorkspaceId, mode = ''): string {
  return `begin ${mode}; set local role canvass_app; set local canvass.workspace_id = ${pg.escapeLiteral(workspaceId)}`;
}

/**
 * Within a transaction, runs a named statement by its generic plan, made once for each connection, where PostgreSQL would
 * plan anew for each call, which takes longer than the statement. Only for one whose form leaves no other good plan: the
 * first call may come when its tables are empty, and a plan that suits those is kept.
 */
export async function queryPlannedOnce<Row extends QueryResultRow>(
  db: Queryable,
  statement: QueryConfig & { name: string },
): Promise<Row[]> {
  await db.query('set local plan_cache_mode = force_generic_plan');
  const { rows } = await db.query<Row>(statement);
  await db.query('set local plan_cache_mode = auto');
  return rows;
}

/** A transaction over all workspaces: for the ingress, the relay and sign-in, which don't yet know the workspace. */
export function inSystem<Result>(pool: Pool, work: (db: Queryable) => Promise<Result>): Promise<Result> {
  return within(pool, 'begin', work);
}

const transientStates = new Set([
  '40001',
  '40P01',
  '55P03',
  '57P01',
  '57P02',
  '57P03',
  '53200',
  '53300',
  '25P03',
  '25006', // a failover has not come to its end: this server takes no writes (yet)
  '57014',
]);
const connectionFailures = /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN)/;

/** True when no answer came in time: the connection carries nothing any more, and what was asked may have been done. */
function isUnanswered(error: Error): boolean {
  return error.message === 'Query read timeout';
}

/** True when the same query may succeed later: serialization failure, deadlock, lost or refused connection, shutdown. */
export function isTransientDatabaseError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (transientStates.has(code) || code.startsWith('08') || connectionFailures.test(code) || isUnanswered(error))
    return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
    error.message,
  );
}

/** True when a row was refused because another one has the same values under this unique index. */
export function isUniqueViolation(error: unknown, index: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '23505' &&
    'constraint' in error &&
    error.constraint === index
  );
}
