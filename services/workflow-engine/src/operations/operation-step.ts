import {
  addOperationItems,
  advanceOperation,
  beginOperation,
  endOperation,
  hasTaskBacklog,
  isTransientDatabaseError,
  lockOperation,
  mostReportedItems,
  type OperationInHand,
  type Queryable,
} from '@canvass/database';
import { OperationDefinition, type OperationId, type RunStatus, type WorkspaceId } from '@canvass/domain';
import type { Logger } from '@canvass/platform';
import type { ItemResult } from '@canvass/runs';
import { type OperationWork, operationWork } from './operation-work.ts';

/** Items of one transaction: it holds their runs locked, and a crash repeats no more than these. */
const itemsAtOnce = 50;
/** Due tasks of the workspace that wait for a job, beyond which an operation waits too: live work is not buried under it. */
const mostBehind = 1_000;

export type StepResult =
  /** Nothing is to be done: it has ended, is not due, or another worker is at it. */
  | { readonly kind: 'not-mine' }
  | { readonly kind: 'ended'; readonly items: number; readonly ended: readonly RunStatus[] }
  | { readonly kind: 'more'; readonly items: number; readonly ended: readonly RunStatus[] }
  /** The workspace has enough to do for now, or a newer release made it. */
  | { readonly kind: 'later' };

/**
 * The next stretch of an operation, within the transaction of `db`: effects, report and place commit together. So a worker
 * that dies leaves nothing half done, and the one that goes on does nothing twice.
 */
export async function stepOperation(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: OperationId,
  log: Logger,
): Promise<StepResult> {
  const operation = await lockOperation(db, workspaceId, id);
  if (operation === null) return { kind: 'not-mine' };
  if (operation.status === 'stopping') {
    await endOperation(db, workspaceId, id, 'stopped');
    return { kind: 'ended', items: 0, ended: [] };
  }
  const definition = OperationDefinition.safeParse(operation.definition);
  if (!definition.success) return { kind: 'later' };
  const work = operationWork(workspaceId, definition.data, operation);
  if (operation.status === 'queued') {
    await beginOperation(db, workspaceId, id, await work.count(db));
    return { kind: 'more', items: 0, ended: [] };
  }
  if (await hasTaskBacklog(db, workspaceId, mostBehind)) return { kind: 'later' };
  return goOn(db, workspaceId, operation, work, log);
}

async function goOn(
  db: Queryable,
  workspaceId: WorkspaceId,
  operation: OperationInHand,
  work: OperationWork,
  log: Logger,
): Promise<StepResult> {
  const { id } = operation;
  const { ids, position } = await work.next(db, operation.position, itemsAtOnce);
  const { items, ended } = ids.length === 0 ? { items: [], ended: [] } : await carryOut(db, work, ids, log);
  const room = Math.max(0, mostReportedItems - operation.processed);
  await addOperationItems(db, workspaceId, id, items.slice(0, room));
  const last = position ?? ids.at(-1);
  if (last !== undefined) await advanceOperation(db, workspaceId, id, countOutcomes(items), last);
  if (position === null) await endOperation(db, workspaceId, id, 'finished');
  return { kind: position === null ? 'ended' : 'more', items: items.length, ended };
}

/** All together; where that fails for a reason that another try would not mend, each by itself, so that what is bad fails alone. */
async function carryOut(db: Queryable, work: OperationWork, ids: readonly string[], log: Logger) {
  const attempt = (some: readonly string[]) => inSavepoint(db, async () => work.carryOut(db, some, await clock(db)));
  try {
    return await attempt(ids);
  } catch (error) {
    if (isTransientDatabaseError(error)) throw error;
    log.warn({ items: ids.length, err: error }, 'operation.split');
  }
  const items: ItemResult[] = [];
  const ended: RunStatus[] = [];
  for (const id of ids) {
    try {
      const done = await attempt([id]);
      items.push(...done.items);
      ended.push(...done.ended);
    } catch (error) {
      if (isTransientDatabaseError(error)) throw error;
      log.error({ itemId: id, err: error }, 'operation.item-failed');
      items.push({ id, outcome: 'failed', reason: 'internal-error' });
    }
  }
  return { items, ended };
}

async function inSavepoint<Result>(db: Queryable, work: () => Promise<Result>): Promise<Result> {
  await db.query('savepoint item');
  try {
    const result = await work();
    await db.query('release savepoint item');
    return result;
  } catch (error) {
    await db.query('rollback to savepoint item');
    throw error;
  }
}

async function clock(db: Queryable): Promise<Date> {
  const { rows } = await db.query<{ now: Date }>('select now() as now');
  const [row] = rows;
  if (row === undefined) throw new Error('the database has no clock');
  return row.now;
}

function countOutcomes(items: readonly ItemResult[]) {
  const counts = { done: 0, failed: 0, skipped: 0 };
  for (const { outcome } of items) counts[outcome] += 1;
  return counts;
}
