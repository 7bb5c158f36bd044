import {
  beginFedAgain,
  beginTaskRun,
  endBegun,
  inWorkspace,
  isTransientDatabaseError,
  type Pool,
  type Queryable,
} from '@canvass/database';
import type { TaskRunId, WorkspaceId } from '@canvass/domain';
import type { JobRun } from '@canvass/jobs';

/** Marked workers that a task run was with when they died, after which it is done alone. The first death left no mark. */
const isolateFrom = 1;
/** The same, after which it is given up: it has been tried three times, and was alone with the last worker. */
const maxLostWorkers = 2;

export interface Batch {
  readonly pool: Pool;
  readonly workspaceId: WorkspaceId;
  readonly taskRunIds: readonly TaskRunId[];
  /** Workers that died with this job in hand (`JobRun.lostWorkers`). */
  readonly lostWorkers?: number | undefined;
}

export interface BatchWork<Result> {
  /** Does these task runs in one transaction. */
  work(taskRunIds: readonly TaskRunId[]): Promise<Result>;
  /** Ends one whose work has failed by itself. */
  giveUp(taskRunId: TaskRunId, error: unknown): Promise<Result>;
}

/**
 * All task runs in one go. Where one makes the whole fail, for a reason that another try would not mend, each gets a go
 * of its own, so that the bad one fails alone. A lost connection or a deadlock is left to the job's retries.
 *
 * A worker that dies rolls all back and tells nobody. So task runs that were fed again, or whose job was with a worker that
 * died, are marked as begun before their
 * work, and the mark goes with the work's commit, or with its failure: only a worker's death leaves it. One that only
 * waited in a long queue has no mark.
 */
export async function togetherOrEach<Result>(
  { pool, workspaceId, taskRunIds, lostWorkers: lostWithJob = 0 }: Batch,
  batchWork: BatchWork<Result>,
  log: JobRun['log'],
): Promise<Result[]> {
  const inside = <Answer>(query: (db: Queryable) => Promise<Answer>) => inWorkspace(pool, workspaceId, query);
  const endMarks = (ids: readonly TaskRunId[]) =>
    inside((db) => endBegun(db, workspaceId, ids)).catch((err) => log.warn({ err }, 'task-runs.mark-left'));

  const fedAgain = await inside((db) => beginFedAgain(db, workspaceId, taskRunIds, isolateFrom, lostWithJob > 0));
  const lostWorkers = (id: TaskRunId) => fedAgain.get(id) ?? 0;
  const together = taskRunIds.filter((id) => lostWorkers(id) < isolateFrom);
  const results: Result[] = [];
  if (together.length > 0) {
    try {
      results.push(...(await splitOnFailure(together, batchWork, log)));
    } finally {
      const marked = together.filter((id) => fedAgain.has(id));
      if (marked.length > 0) await endMarks(marked);
    }
  }
  const alone = taskRunIds.filter((id) => lostWorkers(id) >= isolateFrom);
  for (const id of alone.toSorted((one, other) => lostWorkers(one) - lostWorkers(other))) {
    if (lostWorkers(id) >= maxLostWorkers) {
      log.error({ taskRunId: id, workers: lostWorkers(id) }, 'task-run.kills-workers');
      results.push(await batchWork.giveUp(id, new Error('the task took its workers down')));
      continue;
    }
    await inside((db) => beginTaskRun(db, workspaceId, id));
    try {
      results.push(...(await splitOnFailure([id], batchWork, log)));
    } finally {
      await endMarks([id]);
    }
  }
  return results;
}

async function splitOnFailure<Result>(
  taskRunIds: readonly TaskRunId[],
  { work, giveUp }: BatchWork<Result>,
  log: JobRun['log'],
): Promise<Result[]> {
  try {
    return [await work(taskRunIds)];
  } catch (error) {
    if (isTransientDatabaseError(error)) throw error;
    log.warn({ asked: taskRunIds.length, err: error }, 'task-runs.batch-split');
  }
  const results: Result[] = [];
  for (const taskRunId of taskRunIds) {
    try {
      results.push(await work([taskRunId]));
    } catch (error) {
      if (isTransientDatabaseError(error)) throw error;
      log.error({ taskRunId, err: error }, 'task-run.crashed');
      results.push(await giveUp(taskRunId, error));
    }
  }
  return results;
}
