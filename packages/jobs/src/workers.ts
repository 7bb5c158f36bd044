import type { Logger } from '@canvass/platform';
import { openWorker, type QueueConfig, type RawWorker } from './backend.ts';
import { FedSlots } from './fed-slots.ts';
import type { WorkerDefinition } from './handle.ts';
import { type Lane, lanes, queueOf } from './lane.ts';
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
  const fedSlots = new FedSlots();
  const started = definitions.flatMap((definition) =>
    lanes.map((lane) => startLane(config, log, definition, lane, fedSlots, rows)),
  );
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

function startLane(
  config: QueueConfig,
  log: Logger,
  definition: WorkerDefinition,
  lane: Lane,
  fedSlots: FedSlots,
  rows: Pick<LeftRows, 'leave'> | undefined,
) {
  const queue = queueOf(definition.name, lane);
  const progress = new Progress(config, queue);
  const worker = openWorker(config, queue, definition.concurrency, async (job, putBack) => {
    const end = progress.begin();
    fedSlots.taken(lane, definition.rowsOf(job)?.workspaceId ?? null);
    try {
      if ((await definition.work(job, lane, log)) === 'newer') await putBack(newerWaitsMs);
    } finally {
      end();
      fedSlots.adjust();
    }
  });
  if (lane === 'fed') fedSlots.add(worker);
  worker.on('error', (error) => log.warn({ queue, err: error }, 'queue.connection-error'));
  worker.on('stalled', (jobId) => log.warn({ queue, jobId }, 'job.stalled'));
  worker.on('failed', (job) => {
    if (job === undefined || job.finishedOn === undefined || rows === undefined || definition.table === null) return;
    const named = definition.rowsOf(job);
    if (named === null) return;
    rows.leave(definition.table, named.workspaceId, named.ids).catch((error) => {
      log.warn({ queue, err: error }, 'job.not-left'); // the relay finds them overdue
    });
  });
  return { worker, progress };
}

async function problemOf({ worker, progress }: { worker: RawWorker; progress: Progress }): Promise<string | null> {
  if (!worker.isRunning()) return `${worker.name} is not taking jobs`;
  const problem = await progress.problem();
  return problem === null ? null : `${worker.name} ${problem}`;
}
