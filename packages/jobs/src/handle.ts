import { PermanentError } from '@canvass/domain';
import { inSpan, type Logger, SpanKind } from '@canvass/platform';
import { UnrecoverableError } from 'bullmq';
import { Counter, Histogram } from 'prom-client';
import type { RawJob } from './backend.ts';
import type { JobDefinition, JobRows } from './define-job.ts';
import { Envelope, messagingAttributes } from './envelope.ts';
import { inLane, type Lane } from './lane.ts';

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
  /** Worker processes that died with this job in hand: one of its rows may be what kills them. 0 unless said. */
  readonly lostWorkers?: number;
  /** Adds facts to the one log line written for this job. Ids and numbers only. */
  note(facts: Record<string, string | number | boolean | null>): void;
}

export type Handler<Payload> = (payload: Payload, run: JobRun) => Promise<void>;

/** What becomes of a job: done, or not for this worker, whose release is older than the job's. */
export type Worked = 'done' | 'newer';

/** A job with its handler, ready for `startWorkers`. */
export interface WorkerDefinition {
  readonly name: string;
  readonly concurrency: number;
  work(job: RawJob, lane: Lane, log: Logger): Promise<Worked>;
  /** The rows that a job names; null = it has none, or can't be read. */
  rowsOf(job: RawJob): ReturnType<JobRows<unknown>['of']> | null;
  readonly table: JobRows<unknown>['table'] | null;
}

export function handle<Payload>(job: JobDefinition<Payload>, handler: Handler<Payload>): WorkerDefinition {
  return {
    name: job.name,
    concurrency: job.concurrency,
    table: job.rows?.table ?? null,
    rowsOf(rawJob) {
      const envelope = Envelope.safeParse(rawJob.data);
      const payload = job.payload.safeParse(envelope.data?.payload);
      return payload.success && job.rows !== undefined ? job.rows.of(payload.data) : null;
    },
    async work(rawJob, lane, log) {
      const read = readJob(job, rawJob, log);
      if (read === 'newer') return 'newer';
      const { envelope, payload } = read;
      const facts: Record<string, string | number | boolean | null> = {};
      const startedAt = performance.now();
      const span = {
        name: `process ${job.name}`,
        kind: SpanKind.CONSUMER,
        attributes: messagingAttributes('process', job.name, 1),
        parent: envelope.traceparent,
        links: envelope.links,
      };
      const run: JobRun = {
        log,
        lostWorkers: rawJob.stalledCounter,
        note: (more) => Object.assign(facts, more),
      };
      await inSpan(span, async () => {
        const line = () => ({
          queue: job.name,
          attempt: rawJob.attemptsMade + 1,
          durationMs: Math.round(performance.now() - startedAt),
          ...facts,
        });
        try {
          await inLane(lane, () => handler(payload, run));
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
      return 'done';
    },
  };
}

/** A job of a newer release is left to its workers; one that is none of ours is dropped: the relay feeds its rows again. */
function readJob<Payload>(job: JobDefinition<Payload>, rawJob: RawJob, log: Logger) {
  const envelope = Envelope.safeParse(rawJob.data);
  if (envelope.success && envelope.data.v > (job.version ?? 1)) {
    processed.inc({ queue: job.name, outcome: 'newer' });
    log.warn({ queue: job.name, version: envelope.data.v }, 'job.newer');
    return 'newer';
  }
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
