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
      await this.#add(job, payloads.map(envelope));
    });
  }

  async #add<Payload>(job: JobDefinition<Payload>, envelopes: readonly Envelope[]): Promise<void> {
    const retries = { attempts: job.attempts, backoff: { type: 'exponential', delay: 1000, jitter: 0.5 } };
    await this.#queue(job.name).addBulk(
      envelopes.map((data) => ({ name: job.name, data, opts: { ...retries, jobId: randomUUID() } })),
    );
    enqueued.inc({ queue: job.name }, envelopes.length);
  }

  /**
   * The same for whoever has committed the rows: a queue that is away is logged and counted, not thrown, because the
   * relay feeds the rows. True when the jobs were added.
   */
  offer<Payload>(job: JobDefinition<Payload>, payloads: readonly Payload[]): Promise<boolean> {
    return this.#offered(job, payloads.length, () => this.enqueue(job, payloads));
  }

  /** The same for jobs that continue traces of their own, though they go in one round trip: a span for each of them. */
  offerEach<Payload>(
    job: JobDefinition<Payload>,
    entries: readonly { payload: Payload; traceparent: string }[],
  ): Promise<boolean> {
    return this.#offered(job, entries.length, async () => {
      const envelopes: Envelope[] = [];
      const added = Promise.withResolvers<void>();
      const attributes = messagingAttributes('send', job.name, 1);
      const spans = entries.map(({ payload, traceparent: parent }) =>
        inSpan({ name: `send ${job.name}`, kind: SpanKind.PRODUCER, attributes, parent }, () => {
          envelopes.push({ v: jobVersion, traceparent: currentTraceparent(), links: [], payload });
          return added.promise;
        }),
      );
      added.resolve(this.#add(job, envelopes));
      await Promise.all(spans);
    });
  }

  /**
   * Jobs for rows whose traces they serve without continuing them (the relay's): one round trip, each job linked to its
   * own rows' traces. Throws when the queue can't be reached.
   */
  async enqueueLinked<Payload>(
    job: JobDefinition<Payload>,
    entries: readonly { payload: Payload; links: readonly string[] }[],
  ): Promise<void> {
    if (entries.length === 0) return;
    const span = {
      name: `send ${job.name}`,
      kind: SpanKind.PRODUCER,
      attributes: messagingAttributes('send', job.name, entries.length),
      links: entries.flatMap(({ links }) => links).slice(0, 100),
      parent: null,
    };
    await inSpan(span, () =>
      this.#add(
        job,
        entries.map(({ payload, links }) => ({ v: jobVersion, traceparent: null, links: [...links], payload })),
      ),
    );
  }

  async #offered<Payload>(job: JobDefinition<Payload>, jobs: number, add: () => Promise<void>): Promise<boolean> {
    try {
      await add();
      return true;
    } catch (error) {
      enqueueFailures.inc({ queue: job.name }, jobs);
      this.#log.warn({ queue: job.name, jobs, err: error }, 'job.enqueue-failed');
      return false;
    }
  }

  /** Jobs that wait or run in a job's queue. */
  async depth<Payload>(job: JobDefinition<Payload>): Promise<number> {
    const counts = await this.counts(job);
    return counts.waiting + counts.delayed + counts.active;
  }

  /** The same by state; `delayed` jobs failed and will be tried again. */
  async counts(job: { readonly name: string }): Promise<{ waiting: number; delayed: number; active: number }> {
    const counts = await this.#queue(job.name).getJobCounts('waiting', 'prioritized', 'delayed', 'active');
    const of = (state: string) => counts[state] ?? 0;
    return { waiting: of('waiting') + of('prioritized'), delayed: of('delayed'), active: of('active') };
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
