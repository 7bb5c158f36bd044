import { createPostgresBackend, createRedisBackend, DelayedError, withBackend } from 'bullmq';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { createPatientBackend } from './postgres-backend.ts';

/** Where the queues live: Redis when `REDIS_URL` is set, otherwise the PostgreSQL of the product. */
export const queueConfig = {
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).describe('PostgreSQL, as a URL'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Redis or Valkey for the queues; PostgreSQL holds them unless set'),
  // A hash tag: all keys of the queues in one slot, as BullMQ's scripts need in a Redis Cluster.
  QUEUE_PREFIX: z.string().default('{canvass}').describe('Key prefix of the queues in Redis'),
};

export interface QueueConfig {
  DATABASE_URL: string;
  REDIS_URL?: string | undefined;
  QUEUE_PREFIX: string;
}

const onRedis = withBackend(createRedisBackend);
const onPostgres = withBackend(createPatientBackend);
const postgresSchema = 'bullmq';

const defaultJobOptions = { removeOnComplete: true, removeOnFail: { count: 1000 } };

export type RawQueue = InstanceType<typeof onRedis.Queue> | InstanceType<typeof onPostgres.Queue>;

/** What both backends' workers share, as far as it is used here. */
export interface RawWorker {
  readonly name: string;
  /** Jobs in hand at a time; what is in hand when it falls is finished. */
  concurrency: number;
  isRunning(): boolean;
  close(force?: boolean): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'stalled', listener: (jobId: string) => void): unknown;
  /** A try of a job failed; `finishedOn` is set when it was the last. Undefined = the job is gone. */
  on(event: 'failed', listener: (job: (RawJob & { finishedOn?: number | undefined }) | undefined) => void): unknown;
}

/** A queue to add to. Adding fails soon when Redis is away: the caller's rows are fed by the relay later. */
export function openQueue(config: QueueConfig, name: string): RawQueue {
  if (config.REDIS_URL === undefined) {
    return new onPostgres.Queue(name, { defaultJobOptions, connection: postgresConnection(config) });
  }
  return new onRedis.Queue(name, {
    defaultJobOptions,
    prefix: config.QUEUE_PREFIX,
    skipWaitingForReady: true,
    // BullMQ asks for it once, and remembers for good that no answer came: the queue would never add a job again.
    skipVersionCheck: true,
    connection: { url: config.REDIS_URL, maxRetriesPerRequest: 1, connectTimeout: 5_000, commandTimeout: 2_000 },
  });
}

/** Closes a queue with nothing under way, also one whose server no longer answers: closing says goodbye to it first. */
export async function closeQueue(queue: RawQueue): Promise<void> {
  try {
    await queue.close();
  } catch {
    // Not awaited: between two tries to connect there is nothing to disconnect, and no event of it for which that waits.
    queue.disconnect().catch(() => {});
  }
}

export interface RawJob {
  readonly data: unknown;
  readonly attemptsMade: number;
  /** How often a worker vanished with it. */
  readonly stalledCounter: number;
}

/**
 * A worker that dies with a job is noticed within these times, and the job given to another. A live one that was stopped
 * for longer has its job doubled, which the rows bear.
 */
const liveness = {
  lockDuration: 10_000,
  stalledInterval: 5_000,
  // The rows count how often a worker died with them; the queue alone never gives up.
  maxStalledCount: 1_000,
  // After a lost connection, instead of 15 s.
  runRetryDelay: 1_000,
};

interface TakenJob extends RawJob {
  moveToDelayed(timestamp: number, token?: string): Promise<void>;
}

/** A worker of one queue; it takes jobs from the moment it is made. */
export function openWorker(
  config: QueueConfig,
  name: string,
  concurrency: number,
  work: (job: RawJob, putBack: (delayMs: number) => Promise<never>) => Promise<void>,
): RawWorker {
  const process = (job: TakenJob, token?: string) =>
    work(job, async (delayMs) => {
      await job.moveToDelayed(Date.now() + delayMs, token);
      throw new DelayedError();
    });
  const options = { ...liveness, concurrency };
  if (config.REDIS_URL === undefined) {
    return new onPostgres.Worker(name, process, { ...options, connection: postgresConnection(config) });
  }
  return new onRedis.Worker(name, process, {
    ...options,
    prefix: config.QUEUE_PREFIX,
    connection: { url: config.REDIS_URL, maxRetriesPerRequest: null },
  });
}

function postgresConnection(config: QueueConfig) {
  return {
    ...{ connectionString: config.DATABASE_URL, schema: postgresSchema, max: 3, application_name: 'canvass-queue' },
    // A connection that carries nothing any more (a lost route, a server that vanished) is noticed and replaced.
    ...{ connectionTimeoutMillis: 5_000, query_timeout: 10_000, keepAlive: true, keepAliveInitialDelayMillis: 10_000 },
  };
}

/** Makes or upgrades the PostgreSQL queue schema; with Redis there is nothing to do. Run once, beside the migrations. */
export async function migrateQueues(config: QueueConfig): Promise<void> {
  if (config.REDIS_URL !== undefined) return;
  const connection = { ...postgresConnection(config), query_timeout: 0, migrate: true };
  const queue = new (withBackend(createPostgresBackend).Queue)('migrations', { connection });
  queue.on('error', () => {}); // what matters is thrown by waitUntilReady
  try {
    await queue.waitUntilReady();
  } finally {
    await queue.close();
  }
}

/** Throws unless the queue's datastore answers. */
export async function pingQueues(config: QueueConfig): Promise<void> {
  if (config.REDIS_URL === undefined) return; // the database's own check covers it
  const redis = new Redis(config.REDIS_URL, {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 800,
    retryStrategy: null,
  });
  redis.on('error', () => {}); // the ping below reports it
  try {
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}
