import { nextAttemptAt, PermanentError, TransientError, taskRetryPolicy } from '@canvass/domain';
import type { ClaimedTask } from './claim-task-runs.ts';
import type { TaskOutcome } from './finish-task-runs.ts';

/**
 * What an error means for a task run: permanent errors fail it, transient ones are tried again for 24 hours, anything
 * else is our own fault. A lost database connection is no outcome: let it propagate, so that the job is tried again.
 */
export function outcomeOfFailure(
  task: Pick<ClaimedTask, 'taskRunId' | 'attempts' | 'firstFailedAt'>,
  error: unknown,
  chance: { now: Date; random: number },
): TaskOutcome {
  const { taskRunId } = task;
  if (error instanceof PermanentError) {
    return { taskRunId, kind: 'failed', failure: { code: error.code, detail: error.detail } };
  }
  if (!(error instanceof TransientError)) {
    return { taskRunId, kind: 'failed', failure: { code: 'task-crashed', detail: null } };
  }
  const { now, random } = chance;
  const dueAt = nextAttemptAt(taskRetryPolicy, {
    attempt: task.attempts,
    firstFailedAt: task.firstFailedAt ?? now,
    now,
    random,
    retryAfterMs: error.retryAfterMs,
  });
  return dueAt === null
    ? { taskRunId, kind: 'failed', failure: { code: 'retries-exhausted', detail: error.detail ?? error.code } }
    : { taskRunId, kind: 'retry', failure: { code: error.code, detail: error.detail }, dueAt };
}
