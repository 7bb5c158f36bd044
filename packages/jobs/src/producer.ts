import { randomUUID } from 'node:crypto';
import type { WorkspaceId } from '@canvass/domain';
import { currentTraceparent, inSpan, type Logger, SpanKind } from '@canvass/platform';
import { Counter } from 'prom-client';
import { closeQueue, openQueue, type QueueConfig, type RawQueue } from './backend.ts';
import { maxBatch } from './catalogue.ts';
import type { JobDefinition, JobRows } from './define-job.ts';
import { type Envelope, messagingAttributes } from './envelope.ts';
import { currentLane, type Lane, lanes, queueOf } from './lane.ts';
import { QueueLoad, withinTime } from './queue-load.ts';

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
const left = new Counter({
  name: 'canvass_jobs_left_total',
  help: 'Jobs not offered because their queue is full or away, or their workspace has a backlog; the relay feeds their rows',
  labelNames: ['queue'],
});

export interface EnqueueOptions {
  /** Traceparents of the rows served, where the job is not a direct continuation of the active span (the relay). */
  links?: readonly string[];
}

type Table = JobRows<unknown>['table'];

/** The rows behind the jobs: how those without a job are left to the relay. */
export interface LeftRows {
  /** These rows, written as if a job was made for them, have none: the relay is to make one. */
  leave(table: Table, workspaceId: WorkspaceId, ids: readonly string[]): Promise<void>;
  /** Rows were written without a job: the relay should look now. */
  wake(table: Table): void;
  /** Whether rows of these kinds wait for the relay. */
  waits(table: Table, workspaceId: WorkspaceId, kinds: readonly string[]): Promise<boolean>;
}

export interface TracedPayload<Payload> {
  readonly payload: Payload;
  /** Of its rows. */
  readonly traceparents: readonly string[];
  /** Notifications of its rows; as many as rows unless said. */
  readonly size?: number;
}

const noRows: LeftRows = { leave: async () => {}, wake: () => {}, waits: async () => false };
const addingMs = 2000;
/** Jobs in hand or tried again later, looked through for the oldest. */
const unorderedJobs = 200;

/**
 * Puts jobs into queues, never more than a bounded number. A job is a hint: what is not offered, because the queue is full
 * or away or the workspace has a backlog, is left to the relay, which makes the jobs in fair turns.
 */
export class Producer implements AsyncDisposable {
  readonly #config: QueueConfig;
  readonly #log: Logger;
  readonly #rows: LeftRows;
  readonly #queues = new Map<string, RawQueue>();
  readonly #loads = new Map<string, QueueLoad>();

  constructor(config: QueueConfig, log: Logger, rows: LeftRows = noRows) {
    this.#config = config;
    this.#log = log;
    this.#rows = rows;
  }

  /**
   * To be asked before rows are written: false = write them without a job (`enqueued_at` null) and don't offer one, which
   * is cheaper than having them left afterwards. Wakes the relay when it says no. Of messages, rows are notifications.
   */
  admits<Payload>(job: JobDefinition<Payload>, workspaceId: WorkspaceId, rows = 1): boolean {
    if (this.#load(job).admits(workspaceId, currentLane(), rows)) return true;
    left.inc({ queue: job.name }, Math.ceil(rows / maxBatch));
    if (job.rows !== undefined) this.#rows.wake(job.rows.table);
    return false;
  }

  /**
   * Offers jobs whose rows are committed, in the lane of the job in hand. Never throws: the rows of what is not taken are
   * left to the relay. True when all were added.
   */
  async offer<Payload>(job: JobDefinition<Payload>, payloads: readonly Payload[]): Promise<boolean> {
    const taken = payloads.filter((payload) => this.#takes(job, payload));
    const refused = payloads.filter((payload) => !taken.includes(payload));
    const added = taken.length === 0 || (await this.#offered(job, taken.length, () => this.#enqueue(job, taken)));
    await this.#leave(job, added ? refused : payloads);
    return added && refused.length === 0;
  }

  /**
   * The same for jobs with traces of their own, though they go in one round trip: a span for each. A job continues the
   * trace of its one row, and links to the traces of several.
   */
  async offerEach<Payload>(job: JobDefinition<Payload>, entries: readonly TracedPayload<Payload>[]): Promise<boolean> {
    const taken = entries.filter(({ payload, size }) => this.#takes(job, payload, size));
    const refused = entries.filter((entry) => !taken.includes(entry));
    const added = taken.length === 0 || (await this.#offered(job, taken.length, () => this.#enqueueEach(job, taken)));
    await this.#leave(
      job,
      (added ? refused : entries).map(({ payload }) => payload),
    );
    return added && refused.length === 0;
  }

  /** Adds one job per payload, in one round trip, however deep the queue. Throws when the queue can't be reached. */
  async enqueue<Payload>(
    job: JobDefinition<Payload>,
    payloads: readonly Payload[],
    options: EnqueueOptions = {},
  ): Promise<void> {
    if (payloads.length > 0) await this.#enqueue(job, payloads, options);
  }

  async #enqueue<Payload>(
    job: JobDefinition<Payload>,
    payloads: readonly Payload[],
    options: EnqueueOptions = {},
  ): Promise<void> {
    const span = {
      name: `send ${job.name}`,
      kind: SpanKind.PRODUCER,
      attributes: messagingAttributes('send', job.name, payloads.length),
      links: options.links ?? [],
    };
    await inSpan(span, async () => {
      const traceparent = options.links ? null : currentTraceparent();
      const links = options.links ? [...options.links] : [];
      await this.#add(
        job,
        currentLane(),
        payloads.map((payload) => ({ v: job.version ?? 1, traceparent, links, payload })),
      );
    });
  }

  async #enqueueEach<Payload>(job: JobDefinition<Payload>, entries: readonly TracedPayload<Payload>[]): Promise<void> {
    const envelopes: Envelope[] = [];
    const added = Promise.withResolvers<void>();
    const spans = entries.map(({ payload, traceparents }) => {
      const [parent = null, ...others] = traceparents;
      const traces = others.length === 0 ? { parent } : { parent: null, links: traceparents };
      const attributes = messagingAttributes('send', job.name, traceparents.length);
      return inSpan({ name: `send ${job.name}`, kind: SpanKind.PRODUCER, attributes, ...traces }, () => {
        envelopes.push({ v: job.version ?? 1, traceparent: currentTraceparent(), links: [], payload });
        return added.promise;
      });
    });
    added.resolve(this.#add(job, currentLane(), envelopes));
    await Promise.all(spans);
  }

  /**
   * Jobs for rows whose traces they serve without continuing them (the relay's), into the fed lane: one round trip, each
   * job linked to its own rows' traces. Throws when the queue can't be reached.
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
        'fed',
        entries.map(({ payload, links }) => ({
          ...{ v: job.version ?? 1, traceparent: null, payload },
          links: links.slice(0, 100),
        })),
      ),
    );
  }

  async #add<Payload>(job: JobDefinition<Payload>, lane: Lane, envelopes: readonly Envelope[]): Promise<void> {
    const options = { attempts: job.attempts, backoff: { type: 'exponential', delay: 1000, jitter: 1 } };
    const adding = this.#queue(queueOf(job.name, lane)).addBulk(
      envelopes.map((data) => ({ name: job.name, data, opts: { ...options, jobId: randomUUID() } })),
    );
    await withinTime(adding, addingMs);
    enqueued.inc({ queue: job.name }, envelopes.length);
  }

  #takes<Payload>(job: JobDefinition<Payload>, payload: Payload, size?: number): boolean {
    const load = this.#load(job);
    const lane = currentLane();
    const rows = job.rows?.of(payload);
    const count = size ?? rows?.ids.length ?? 1;
    if (rows !== undefined && !load.admits(rows.workspaceId, lane, count)) return false;
    load.added(rows?.workspaceId ?? null, lane, count);
    return true;
  }

  async #offered<Payload>(job: JobDefinition<Payload>, jobs: number, add: () => Promise<void>): Promise<boolean> {
    try {
      await add();
      return true;
    } catch (error) {
      this.#load(job).failed();
      enqueueFailures.inc({ queue: job.name }, jobs);
      this.#log.warn({ queue: job.name, jobs, err: error }, 'job.enqueue-failed');
      return false;
    }
  }

  async #leave<Payload>(job: JobDefinition<Payload>, payloads: readonly Payload[]): Promise<void> {
    const { rows } = job;
    if (payloads.length === 0 || rows === undefined) return;
    left.inc({ queue: job.name }, payloads.length);
    const named = Map.groupBy(payloads.map(rows.of), ({ workspaceId }) => workspaceId);
    for (const [workspaceId, ofWorkspace] of named) {
      try {
        await this.#rows.leave(
          rows.table,
          workspaceId,
          ofWorkspace.flatMap(({ ids }) => ids),
        );
      } catch (error) {
        this.#log.warn({ queue: job.name, err: error }, 'job.not-left'); // the relay finds them overdue
      }
    }
  }

  /** Jobs that wait or run, in both lanes. */
  async depth<Payload>(job: JobDefinition<Payload>): Promise<number> {
    const counts = await this.counts(job);
    return counts.waiting + counts.fed + counts.delayed + counts.active;
  }

  /** The same by state: `fed` jobs wait in the relay's lane, `delayed` ones failed and will be tried again. */
  async counts(job: {
    readonly name: string;
  }): Promise<{ waiting: number; fed: number; delayed: number; active: number }> {
    const { direct, fed } = await this.#countsOfLanes(job);
    return {
      ...{ waiting: direct.waiting, fed: fed.waiting },
      ...{ delayed: direct.delayed + fed.delayed, active: direct.active + fed.active },
    };
  }

  async #countsOfLanes(job: { readonly name: string }) {
    const count = async (lane: Lane) => {
      const counts = await this.#queue(queueOf(job.name, lane)).getJobCounts('waiting', 'delayed', 'active');
      return { waiting: counts.waiting ?? 0, delayed: counts.delayed ?? 0, active: counts.active ?? 0 };
    };
    const [direct, fed] = await withinTime(Promise.all([count('direct'), count('fed')]), addingMs);
    return { direct, fed };
  }

  /** When the oldest job that is still in the queue was added, in epoch milliseconds; null = the queue is empty. */
  async oldestJobAt(job: { readonly name: string }): Promise<number | null> {
    const heads = lanes.flatMap((lane) => {
      const queue = this.#queue(queueOf(job.name, lane));
      return [queue.getJobs(['waiting'], 0, 0, true), queue.getJobs(['active', 'delayed'], 0, unorderedJobs, true)];
    });
    // A job that ends meanwhile is answered as nothing.
    const jobs = (await withinTime(Promise.all(heads), addingMs))
      .flat()
      .filter((one) => one !== undefined && one !== null);
    return jobs.length === 0 ? null : Math.min(...jobs.map(({ timestamp }) => timestamp));
  }

  #load<Payload>(job: JobDefinition<Payload>): QueueLoad {
    const known = this.#loads.get(job.name);
    if (known) return known;
    const load = new QueueLoad({
      measure: async () => {
        const { direct, fed } = await this.#countsOfLanes(job);
        return { direct: direct.waiting + direct.active, fed: fed.waiting };
      },
      waitsForRelay: async (workspaceId) =>
        job.rows !== undefined && (await this.#rows.waits(job.rows.table, workspaceId, job.rows.kinds)),
    });
    this.#loads.set(job.name, load);
    return load;
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
    await Promise.all([...this.#queues.values()].map(closeQueue));
  }
}
