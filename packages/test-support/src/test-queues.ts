import { randomUUID } from 'node:crypto';
import type { QueueConfig } from '@canvass/jobs';
import { inject } from 'vitest';

export type QueueBackend = 'postgres' | 'redis';

/** The backends that can run here: use with `describe.each(queueBackends())`. */
export function queueBackends(): QueueBackend[] {
  return inject('redisUrl') === null ? ['postgres'] : ['postgres', 'redis'];
}

/** Queue settings for one test file; queues of other files are not seen. */
export function testQueueConfig(backend: QueueBackend, databaseUrl: string): QueueConfig {
  const redisUrl = inject('redisUrl');
  return {
    DATABASE_URL: databaseUrl,
    REDIS_URL: backend === 'redis' && redisUrl !== null ? redisUrl : undefined,
    QUEUE_PREFIX: `{${randomUUID()}}`,
  };
}
