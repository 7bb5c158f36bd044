import { PermanentError } from '@canvass/domain';
import { inSpan, type Logger, SpanKind } from '@canvass/platform';
import { UnrecoverableError } from 'bullmq';
import { Counter, Histogram } from 'prom-client';
import { openWorker, type QueueConfig, type RawJob, type RawWorker } from './backend.ts';
import type { JobDefinition } from './define-job.ts';
import { Envelope, messagingAttributes } from './envelope.ts';

const processed = new Counter({
  name: 'canvass_jobs_processed_total',
  help: 'Jobs worked, by how they ended',
  labelNames: ['queue', 'outcome'],
});
const duration = new Histogram({
  name: 'canvass_job_duration_seconds',
  help: 'Time in the handler of a job',
  labelNames: ['queue'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});

/** One execution of a job, as its handler sees it. */
export interface JobRun {
  readonly log: Logger;
  /** Adds facts to the one log line written for this job. Ids and numbers only. */
  note(facts: Record<string, string | number | boolean | null>): void;
}

export type Handler<Payload> = (payload: Payload, run: JobRun) => Promise<void>;

/** A job with its handler, ready for `startWorkers`. */
export interface WorkerDefinition {
  readonly name: string;
  readonly concurrency: number;
  work(job: RawJob, log: Logger): Promise<void>;
}

export function handle<Payload>(job: JobDefinition<Payload>, handler: Handler<Payload>): WorkerDefinition {
  return {
    name: job.name,
    concurrency: job.concurrency,
    async work(rawJob, log) {
      const { envelope, payload } = readJob(job, rawJob, log);
      const facts: Record<string, string | number | boolean | null> = {};
      const startedAt = performance.now();
      const span = {
        name: `process ${job.name}`,
        kind: SpanKind.CONSUMER,
        attributes: messagingAttributes('process', job.name, 1),
        parent: envelope.traceparent,
        links: envelope.links,
      };
      await inSpan(span, async () => {
        const line = () => ({
          queue: job.name,
          attempt: rawJob.attemptsMade + 1,
          durationMs: Math.round(performance.now() - startedAt),
          ...facts,
        });
        try {
          await handler(payload, { log, note: (more) => Object.assign(facts, more) });
          processed.inc({ queue: job.name, outcome: 'done' });
          log.info(line(), 'job.done');
        } catch (error) {
          processed.inc({ queue: job.name, outcome: 'failed' });
          log.error({ ...line(), err: error }, 'job.failed');
          throw withoutContents(error);
        } finally {
          duration.observe({ queue: job.name }, (performance.now() - startedAt) / 1000);
        }
      });
    },
  };
}

/** A job of another release, or none of ours, is dropped: its rows are fed again by the relay. */
function readJob<Payload>(job: JobDefinition<Payload>, rawJob: RawJob, log: Logger) {
  const envelope = Envelope.safeParse(rawJob.data);
  const payload = job.payload.safeParse(envelope.data?.payload);
  if (envelope.success && payload.success) return { envelope: envelope.data, payload: payload.data };
  processed.inc({ queue: job.name, outcome: 'unreadable' });
  log.error({ queue: job.name, attempt: rawJob.attemptsMade + 1 }, 'job.unreadable');
  throw new UnrecoverableError('unreadable');
}

/** What the queue keeps of a failure, and its dashboard shows: the kind alone, for messages may quote rows. */
function withoutContents(error: unknown): Error {
  if (error instanceof PermanentError) return new UnrecoverableError(error.code);
  const code = error instanceof Error && 'code' in error ? ` ${String(error.code)}` : '';
  return new Error(`${error instanceof Error ? error.name : 'unknown'}${code}`);
}

export interface Workers extends AsyncDisposable {
  /** Throws when a worker has stopped taking jobs. */
  check(): Promise<void>;
}

/** Takes jobs of these queues until disposed; disposal finishes the jobs in hand. */
export function startWorkers(config: QueueConfig, log: Logger, definitions: readonly WorkerDefinition[]): Workers {
  const workers = definitions.map((definition): RawWorker => {
    const worker = openWorker(config, definition.name, definition.concurrency, (job) => definition.work(job, log));
    worker.on('error', (error) => log.warn({ queue: definition.name, err: error }, 'queue.connection-error'));
    worker.on('stalled', (jobId) => log.warn({ queue: definition.name, jobId }, 'job.stalled'));
    return worker;
  });
  return {
    async check() {
      const stopped = workers.filter((worker) => !worker.isRunning());
      if (stopped.length > 0) throw new Error(`not taking jobs: ${stopped.map((worker) => worker.name).join(', ')}`);
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.close()));
    },
  };
}
