import { setTimeout as pause } from 'node:timers/promises';
import type { JobRun } from '@canvass/jobs';

const againAfterMs = 250;
/** Less than a job may be in hand before its worker counts as stuck. */
const withinMs = 60_000;

/**
 * Before a mark is held against a task, its worker gets this long to take it back: it may live, and have lost its
 * connection, as all did when the database was away.
 */
export const markCountsAfterMs = 5_000;

/**
 * Takes a mark back that says that a worker has begun with something. The job waits for it, also for a database that is
 * away: a mark that stays says that the worker died. `takeBack` answers false when it could not yet, and bears to be done
 * again when it is not known whether it was done.
 */
export async function takeMarkBack(takeBack: () => Promise<boolean>, log: JobRun['log']): Promise<void> {
  for (const deadline = performance.now() + withinMs; ; await pause(againAfterMs)) {
    try {
      if (await takeBack()) return;
      if (performance.now() > deadline) throw new Error('it is locked');
    } catch (error) {
      if (performance.now() <= deadline) continue;
      log.warn({ err: error }, 'mark-left');
      return;
    }
  }
}
