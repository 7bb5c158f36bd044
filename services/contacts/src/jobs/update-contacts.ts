import { type ActivityAnnouncer, inWorkspace, type Pool } from '@canvass/database';
import type { TaskRunId, WorkspaceId } from '@canvass/domain';
import type { Handler, Producer, updateContacts } from '@canvass/jobs';
import {
  type DueWork,
  finishTakenTasks,
  offerDueWork,
  outcomeOfFailure,
  type TakenTask,
  type TaskOutcome,
  takeTaskRuns,
  togetherOrEach,
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
  readonly taken: readonly TaskRunId[];
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
    const finished = await togetherOrEach<Finished>(
      { pool: doors.pool, workspaceId, taskRunIds, lostWorkers: run.lostWorkers },
      {
        work: (ids, fedAgain) =>
          doAll(doors.pool, workspaceId, ids, fedAgain, (db, tasks) => applyContactTasks(db, workspaceId, tasks)),
        giveUp: (id, error) =>
          doAll(doors.pool, workspaceId, [id], true, async (_db, tasks) => {
            const chance = { now: new Date(), random: Math.random() };
            return tasks.map((task) => outcomeOfFailure(task, error, chance));
          }),
      },
      run.log,
    );
    for (const { due } of finished) await offerDueWork(doors.producer, workspaceId, due);
    const outcomes = finished.flatMap((each) => each.outcomes);
    if (outcomes.length > 0) doors.announcer.changed(workspaceId, 'runs', 'contacts');
    const counts = countOutcomes(outcomes);
    for (const [outcome, count] of Object.entries(counts)) contacts.inc({ outcome }, count);
    run.note({ asked: taskRunIds.length, ...counts });
  };
}

function doAll(
  pool: Pool,
  workspaceId: WorkspaceId,
  taskRunIds: readonly TaskRunId[],
  fedAgain: boolean,
  work: (db: Parameters<typeof applyContactTasks>[0], tasks: readonly TakenTask[]) => Promise<TaskOutcome[]>,
): Promise<Finished> {
  return inWorkspace(pool, workspaceId, async (db) => {
    const tasks = await takeTaskRuns(db, workspaceId, taskRunIds, fedAgain);
    const outcomes = tasks.length === 0 ? [] : await work(db, tasks);
    const due = await finishTakenTasks(db, workspaceId, tasks, outcomes);
    return { taken: tasks.map((task) => task.taskRunId), due, outcomes };
  });
}

function countOutcomes(outcomes: readonly TaskOutcome[]): Record<string, number> {
  const kinds = outcomes.map((outcome) =>
    outcome.kind === 'succeeded' ? String(outcome.output.outcome) : outcome.kind,
  );
  return Object.fromEntries([...Map.groupBy(kinds, (kind) => kind)].map(([kind, all]) => [kind, all.length]));
}
