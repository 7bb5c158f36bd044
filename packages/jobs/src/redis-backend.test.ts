import { createLogger } from '@canvass/platform';
import { eventually, freePort, queueBackends, TcpProxy, testQueueConfig } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineJob } from './define-job.ts';
import { Producer } from './producer.ts';

const log = createLogger('jobs-test', 'silent');
const greet = defineJob({ name: 'greet', payload: z.object({ number: z.number() }), attempts: 3, concurrency: 5 });

test.runIf(queueBackends().includes('redis')).for(['stall', 'refuse'] as const)(
  'a producer that first meets Redis while its connections %s adds jobs when Redis is back',
  async (kind) => {
    const config = testQueueConfig('redis', 'postgres://unused');
    const redis = new URL(config.REDIS_URL ?? '');
    const port = await freePort();
    await using proxy = await TcpProxy.listen(port, [Number(redis.port)]);
    redis.port = String(port);
    proxy.traffic = { kind };
    await using producer = new Producer({ ...config, REDIS_URL: redis.href }, log);
    expect(await producer.offer(greet, [{ number: 1 }])).toBe(false);
    proxy.traffic = { kind: 'pass' };
    await eventually(async () => expect(await producer.offer(greet, [{ number: 2 }])).toBe(true));
  },
);
