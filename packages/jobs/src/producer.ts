import { randomUUID } from 'node:crypto';
import { currentTraceparent, inSpan, type Logger, SpanKind } from '@canvass/platform';
import { Counter } from 'prom-client';
import { openQueue, type QueueConfig, type RawQueue } from './backend.ts';
import type { JobDefinition } from './define-job.ts';
import { type Envelope, jobVersion, messagingAttributes } from './envelope.ts';

const enqueued = new Counter({
  name: 'canvass_jobs_enqueued_total',
  help: 'Jobs put into a queue',
  labelNames: ['queue'],
});
const enqueueFailures = new Counter({
  name: 'canvass_jobs_enqueue_failures_total',
  help: 'Jobs that could not be put into a queue; the relay feeds their rows later',
  labelNames: ['queue'],
});

export interface EnqueueOptions {
  /** Traceparents of the rows served, where the job is not a direct continuation of the active span (the relay). */
  links?: readonly string[];
}

/** Puts jobs into queues. A job is a hint: rows committed before it are found by the relay if the hint is lost. */
export class Producer implements AsyncDisposable {
  readonly #config: QueueConfig;
  readonly #log: Logger;
  readonly #queues = new Map<string, RawQueue>();

  constructor(config: QueueConfig, log: Logger) {
    this.#config = config;
    this.#log = log;
  }

  /** Adds one job per payload, in one round trip. Throws when the queue can't be reached. */
  async enqueue<Payload>(
    job: JobDefinition<Payload>,
    payloads: readonly Payload[],
    options: EnqueueOptions = {},
  ): Promise<void> {
    if (payloads.length === 0) return;
    const span = {
      name: `send ${job.name}`,
      kind: SpanKind.PRODUCER,
      attributes: messagingAttributes('send', job.name, payloads.length),
      links: options.links ?? [],
    };
    await inSpan(span, async () => {
      const envelope = (payload: Payload): Envelope => ({
        v: jobVersion,
        traceparent: options.links ? null : currentTraceparent(),
        links: options.links ? [...options.links] : [],
        payload,
      });
      const retries = { attempts: job.attempts, backoff: { type: 'exponential', delay: 1000, jitter: 0.5 } };
      await this.#queue(job.name).addBulk(
        payloads.map((payload) => ({
          name: job.name,
          data: envelope(payload),
          opts: { ...retries, jobId: randomUUID() },
        })),
      );
    });
    enqueued.inc({ queue: job.name }, payloads.length);
  }

  /**
   * The same for whoever has committed the rows: a queue that is away is logged and counted, not thrown, because the
   * relay feeds the rows. True when the jobs were added.
   */
  async offer<Payload>(job: JobDefinition<Payload>, payloads: readonly Payload[]): Promise<boolean> {
    try {
      await this.enqueue(job, payloads);
      return true;
    } catch (error) {
      enqueueFailures.inc({ queue: job.name }, payloads.length);
      this.#log.warn({ queue: job.name, jobs: payloads.length, err: error }, 'job.enqueue-failed');
      return false;
    }
  }

  /** Jobs that wait or run in a job's queue. */
  async depth<Payload>(job: JobDefinition<Payload>): Promise<number> {
    const counts = await this.#queue(job.name).getJobCounts('waiting', 'prioritized', 'delayed', 'active');
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  }

  #queue(name: string): RawQueue {
    const known = this.#queues.get(name);
    if (known) return known;
    const queue = openQueue(this.#config, name);
    queue.on('error', (error) => this.#log.warn({ queue: name, err: error }, 'queue.connection-error'));
    this.#queues.set(name, queue);
    return queue;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#queues.values()].map((queue) => queue.close()));
  }
}
