import { setTimeout as pause } from 'node:timers/promises';
import {
  type BegunTaskRuns,
  beginTaskRuns,
  endBegun,
  findFedAgain,
  inWorkspace,
  isTransientDatabaseError,
  type Pool,
  type Queryable,
} from '@canvass/database';
import type { TaskRunId, WorkspaceId } from '@canvass/domain';
import type { JobRun } from '@canvass/jobs';
import { markCountsAfterMs, takeMarkBack } from './take-back.ts';

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

/** What a transaction did; `taken` = the task runs that it took. */
interface Done {
  readonly taken: readonly TaskRunId[];
}

export interface BatchWork<Result extends Done> {
  /** Does those of these task runs that it can take, in one transaction: those that were fed again only if `fedAgain`. */
  work(taskRunIds: readonly TaskRunId[], fedAgain: boolean): Promise<Result>;
  /** Ends one whose work has failed by itself. */
  giveUp(taskRunId: TaskRunId, error: unknown): Promise<Result>;
}

type Log = JobRun['log'];

/**
 * All task runs in one go. Where one makes the whole fail, for a reason that another try would not mend, each gets a go
 * of its own, so that the bad one fails alone. A lost connection or a deadlock is left to the job's retries.
 *
 * A worker that dies rolls all back and tells nobody. So task runs that were fed again, or whose job was with a worker that
 * died, are left for a second go, and marked as begun before it: the mark goes with the work's commit, or is taken back
 * after its failure, as soon as the database can be reached; only a worker's death leaves it. One that only waited in a long
 * queue has no mark.
 */
export async function togetherOrEach<Result extends Done>(
  batch: Batch,
  batchWork: BatchWork<Result>,
  log: Log,
): Promise<Result[]> {
  const { taskRunIds, lostWorkers = 0 } = batch;
  const results = lostWorkers > 0 ? [] : await splitOnFailure(taskRunIds, false, batchWork, log);
  const taken = new Set(results.flatMap((result) => result.taken));
  const left = taskRunIds.filter((id) => !taken.has(id));
  return left.length === 0
    ? results
    : [...results, ...(await doFedAgain({ ...batch, taskRunIds: left }, batchWork, log))];
}

async function doFedAgain<Result extends Done>(
  { pool, workspaceId, taskRunIds, lostWorkers: lostWithJob = 0 }: Batch,
  batchWork: BatchWork<Result>,
  log: Log,
): Promise<Result[]> {
  const inside = <Answer>(query: (db: Queryable) => Promise<Answer>) => inWorkspace(pool, workspaceId, query);
  const find = () => inside((db) => findFedAgain(db, workspaceId, taskRunIds, lostWithJob > 0));
  const doMarked = async (unmarked: BegunTaskRuns): Promise<Result[]> => {
    let mine = unmarked; // also those of which the database's answer was lost
    try {
      const begun = await inside((db) => beginTaskRuns(db, workspaceId, unmarked));
      mine = new Map([...unmarked].filter(([id]) => begun.has(id)));
      return begun.size === 0 ? [] : await splitOnFailure([...begun], true, batchWork, log);
    } finally {
      await takeMarkBack(() => inside((db) => endBegun(db, workspaceId, mine)), log);
    }
  };

  let found = await find();
  if ([...found.values()].some((lostWorkers) => lostWorkers >= maxLostWorkers)) {
    await pause(markCountsAfterMs);
    found = await find();
  }
  const together = new Map([...found].filter(([, lostWorkers]) => lostWorkers < isolateFrom));
  const results: Result[] = together.size === 0 ? [] : await doMarked(together);
  const alone = [...found].filter(([, lostWorkers]) => lostWorkers >= isolateFrom);
  for (const [id, lostWorkers] of alone.toSorted(([, one], [, other]) => one - other)) {
    if (lostWorkers < maxLostWorkers) {
      results.push(...(await doMarked(new Map([[id, lostWorkers]]))));
      continue;
    }
    log.error({ taskRunId: id, workers: lostWorkers }, 'task-run.kills-workers');
    results.push(await batchWork.giveUp(id, new Error('the task took its workers down')));
  }
  return results;
}

async function splitOnFailure<Result extends Done>(
  taskRunIds: readonly TaskRunId[],
  fedAgain: boolean,
  { work, giveUp }: BatchWork<Result>,
  log: Log,
): Promise<Result[]> {
  try {
    return [await work(taskRunIds, fedAgain)];
  } catch (error) {
    if (isTransientDatabaseError(error)) throw error;
    log.warn({ asked: taskRunIds.length, err: error }, 'task-runs.batch-split');
  }
  const results: Result[] = [];
  for (const taskRunId of taskRunIds) {
    try {
      results.push(await work([taskRunId], fedAgain));
    } catch (error) {
      if (isTransientDatabaseError(error)) throw error;
      log.error({ taskRunId, err: error }, 'task-run.crashed');
      results.push(await giveUp(taskRunId, error));
    }
  }
  return results;
}
