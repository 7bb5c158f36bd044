import { type ActivityAnnouncer, inWorkspace, type Pool } from '@canvass/database';
import type { TaskRunId } from '@canvass/domain';
import type { endWaits, Handler, Producer } from '@canvass/jobs';
import { type DueWork, finishTakenTasks, offerDueWork, takeWaits, togetherOrEach } from '@canvass/runs';
import type { z } from 'zod';

interface Ended {
  readonly taken: readonly TaskRunId[];
  readonly due: DueWork;
}

/** Ends waits whose time has come, and moves their runs on. A doubled or late job finds nothing to take. */
export function endWaitsHandler(doors: {
  pool: Pool;
  producer: Producer;
  announcer: Pick<ActivityAnnouncer, 'changed'>;
}): Handler<z.output<typeof endWaits.payload>> {
  const { pool, producer, announcer } = doors;
  return async ({ workspaceId, taskRunIds }, run) => {
    const end = (ids: readonly TaskRunId[], fedAgain: boolean, crashed: boolean): Promise<Ended> =>
      inWorkspace(pool, workspaceId, async (db) => {
        const waits = await takeWaits(db, workspaceId, ids, fedAgain, crashed);
        const outcomes = waits.map(({ outcome }) => outcome);
        const due = await finishTakenTasks(db, workspaceId, waits, outcomes);
        return { taken: waits.map(({ taskRunId }) => taskRunId), due };
      });
    const ended = await togetherOrEach<Ended>(
      { pool, workspaceId, taskRunIds, lostWorkers: run.lostWorkers },
      { work: (ids, fedAgain) => end(ids, fedAgain, false), giveUp: (id) => end([id], true, true) },
      run.log,
    );
    for (const { due } of ended) await offerDueWork(producer, workspaceId, due);
    const count = ended.reduce((sum, { taken }) => sum + taken.length, 0);
    if (count > 0) announcer.changed(workspaceId, 'runs');
    run.note({ workspaceId, asked: taskRunIds.length, ended: count });
  };
}
