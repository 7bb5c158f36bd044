import { type ActivityAnnouncer, inWorkspace, isTransientDatabaseError, type Pool } from '@canvass/database';
import type { TaskRunId, WorkspaceId } from '@canvass/domain';
import type { Handler, JobRun, Producer, updateContacts } from '@canvass/jobs';
import {
  type ClaimedTask,
  claimTaskRuns,
  type DueWork,
  finishTaskRuns,
  offerDueWork,
  outcomeOfFailure,
  type TaskOutcome,
} from '@canvass/runs';
import { Counter } from 'prom-client';
import type { z } from 'zod';
import { applyContactTasks } from '../apply-contact-tasks.ts';

const contacts = new Counter({
  name: 'canvass_contacts_total',
  help: 'Contact tasks done, by what they did to the contact',
  labelNames: ['outcome'],
});

interface Finished {
  readonly due: DueWork;
  readonly outcomes: readonly TaskOutcome[];
}

/** Claims contact tasks, does them, finishes them and offers what comes next, a batch in one transaction. */
export function updateContactsHandler(doors: {
  pool: Pool;
  producer: Producer;
  announcer: Pick<ActivityAnnouncer, 'changed'>;
}): Handler<z.output<typeof updateContacts.payload>> {
  return async ({ workspaceId, taskRunIds }, run) => {
    const finished = await doTogetherOrEach(doors.pool, workspaceId, taskRunIds, run);
    for (const { due } of finished) await offerDueWork(doors.producer, workspaceId, due);
    const outcomes = finished.flatMap((each) => each.outcomes);
    if (outcomes.length > 0) doors.announcer.changed(workspaceId, 'runs', 'contacts');
    const counts = countOutcomes(outcomes);
    for (const [outcome, count] of Object.entries(counts)) contacts.inc({ outcome }, count);
    run.note({ asked: taskRunIds.length, ...counts });
  };
}

/**
 * All in one transaction. Where a task makes the whole fail, for a reason that another try would not mend, each gets a
 * transaction of its own, so that the bad one fails alone. A lost connection or a deadlock is left to the job's retries.
 */
async function doTogetherOrEach(
  pool: Pool,
  workspaceId: WorkspaceId,
  taskRunIds: readonly TaskRunId[],
  run: JobRun,
): Promise<Finished[]> {
  try {
    return [await doAll(pool, workspaceId, taskRunIds, (db, tasks) => applyContactTasks(db, workspaceId, tasks))];
  } catch (error) {
    if (isTransientDatabaseError(error)) throw error;
    run.log.warn({ asked: taskRunIds.length, errorType: errorType(error) }, 'contacts.batch-split');
  }
  const finished: Finished[] = [];
  for (const taskRunId of taskRunIds) finished.push(await doAlone(pool, workspaceId, taskRunId, run));
  return finished;
}

async function doAlone(pool: Pool, workspaceId: WorkspaceId, taskRunId: TaskRunId, run: JobRun): Promise<Finished> {
  try {
    return await doAll(pool, workspaceId, [taskRunId], (db, tasks) => applyContactTasks(db, workspaceId, tasks));
  } catch (error) {
    if (isTransientDatabaseError(error)) throw error;
    run.log.error({ taskRunId, errorType: errorType(error) }, 'contacts.task-crashed');
    const chance = { now: new Date(), random: Math.random() };
    return doAll(pool, workspaceId, [taskRunId], async (_db, tasks) =>
      tasks.map((task) => outcomeOfFailure(task, error, chance)),
    );
  }
}

function doAll(
  pool: Pool,
  workspaceId: WorkspaceId,
  taskRunIds: readonly TaskRunId[],
  work: (db: Parameters<typeof applyContactTasks>[0], tasks: readonly ClaimedTask[]) => Promise<TaskOutcome[]>,
): Promise<Finished> {
  return inWorkspace(pool, workspaceId, async (db) => {
    const tasks = await claimTaskRuns(db, workspaceId, taskRunIds);
    const outcomes = tasks.length === 0 ? [] : await work(db, tasks);
    return { due: await finishTaskRuns(db, workspaceId, outcomes), outcomes };
  });
}

/** The kind of an error for the log: its message may hold values. */
function errorType(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error ? `${error.name} ${String(error.code)}` : error.name;
}

function countOutcomes(outcomes: readonly TaskOutcome[]): Record<string, number> {
  const kinds = outcomes.map((outcome) =>
    outcome.kind === 'succeeded' ? String(outcome.output.outcome) : outcome.kind,
  );
  return Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
}
