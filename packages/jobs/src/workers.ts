import type { Logger } from '@canvass/platform';
import { openWorker, type QueueConfig, type RawWorker } from './backend.ts';
import type { WorkerDefinition } from './handle.ts';
import type { LeftRows } from './producer.ts';
import { Progress } from './progress.ts';

export interface Workers extends AsyncDisposable {
  /** Throws when a worker takes no jobs any more, or gets nowhere with those it took. */
  check(): Promise<void>;
}

/** Until a worker of the newer release takes it. */
const newerWaitsMs = 2_000;

/**
 * Takes jobs of these queues until disposed; disposal finishes the jobs in hand. Rows of a job that has failed for the last
 * time are left to the relay.
 */
export function startWorkers(
  config: QueueConfig,
  log: Logger,
  definitions: readonly WorkerDefinition[],
  rows?: Pick<LeftRows, 'leave'>,
): Workers {
  const started = definitions.map((definition) => {
    const progress = new Progress(config, definition.name);
    const worker = openWorker(config, definition.name, definition.concurrency, async (job, putBack) => {
      const end = progress.begin();
      try {
        if ((await definition.work(job, log)) === 'newer') await putBack(newerWaitsMs);
      } finally {
        end();
      }
    });
    worker.on('error', (error) => log.warn({ queue: definition.name, err: error }, 'queue.connection-error'));
    worker.on('stalled', (jobId) => log.warn({ queue: definition.name, jobId }, 'job.stalled'));
    worker.on('failed', (job) => {
      if (job === undefined || job.finishedOn === undefined || rows === undefined || definition.table === null) return;
      const named = definition.rowsOf(job);
      if (named === null) return;
      rows.leave(definition.table, named.workspaceId, named.ids).catch((error) => {
        log.warn({ queue: definition.name, err: error }, 'job.not-left'); // the relay finds them overdue
      });
    });
    return { worker, progress };
  });
  return {
    async check() {
      const problems = await Promise.all(started.map((one) => problemOf(one)));
      const found = problems.filter((problem) => problem !== null);
      if (found.length > 0) throw new Error(found.join(', '));
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(started.map(({ worker }) => worker.close()));
      await Promise.all(started.map(({ progress }) => progress[Symbol.asyncDispose]()));
    },
  };
}

async function problemOf({ worker, progress }: { worker: RawWorker; progress: Progress }): Promise<string | null> {
  if (!worker.isRunning()) return `${worker.name} is not taking jobs`;
  const problem = await progress.problem();
  return problem === null ? null : `${worker.name} ${problem}`;
}
