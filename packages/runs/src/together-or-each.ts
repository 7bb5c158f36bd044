import { isTransientDatabaseError } from '@canvass/database';
import type { TaskRunId } from '@canvass/domain';
import type { JobRun } from '@canvass/jobs';

export interface BatchWork<Result> {
  /** Does these task runs in one transaction. */
  work(taskRunIds: readonly TaskRunId[]): Promise<Result>;
  /** Ends one whose work has failed by itself. */
  giveUp(taskRunId: TaskRunId, error: unknown): Promise<Result>;
}

/**
 * All task runs in one go. Where one makes the whole fail, for a reason that another try would not mend, each gets a go
 * of its own, so that the bad one fails alone. A lost connection or a deadlock is left to the job's retries.
 */
export async function togetherOrEach<Result>(
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
