import { createLogger } from '@canvass/platform';
import { createTestDatabase, queueBackends, type TestDatabase, testQueueConfig } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineJob } from './define-job.ts';
import { Producer } from './producer.ts';
import { Progress } from './progress.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

const minutes = (count: number) => count * 60_000;

describe.each(queueBackends())('the progress of a worker on %s', (backend) => {
  const job = defineJob({ name: 'progress', payload: z.object({}), attempts: 1, concurrency: 1 });

  test('a job that never ends is a reason to start the process again', async () => {
    let now = 0;
    await using progress = new Progress(testQueueConfig(backend, database.url), 'nothing-waits', () => now);
    const end = progress.begin();
    now += minutes(4);
    expect(await progress.problem()).toBeNull();
    now += minutes(2);
    expect(await progress.problem()).toContain('in hand for minutes');
    end();
    expect(await progress.problem()).toBeNull();
  });

  test('jobs that wait beside an idle worker are one, too, once they have waited for a minute', async () => {
    const config = testQueueConfig(backend, database.url);
    let now = 0;
    await using progress = new Progress(config, job.name, () => now);
    now += minutes(60);
    expect(await progress.problem()).toBeNull(); // nothing waits: idle for an hour is well
    await using producer = new Producer(config, createLogger('test', 'silent'));
    await producer.enqueue(job, [{}]);
    expect(await progress.problem()).toBeNull();
    now += minutes(1.5);
    expect(await progress.problem()).toContain('takes no jobs');
    progress.begin()();
    expect(await progress.problem()).toBeNull();
  });

  test('a queue that is away is no reason', async () => {
    const away = { ...testQueueConfig(backend, database.url), REDIS_URL: 'redis://127.0.0.1:1' };
    let now = 0;
    await using progress = new Progress(away, job.name, () => now);
    expect(await progress.problem()).toBeNull();
    now += minutes(10);
    expect(await progress.problem()).toBeNull();
  });
});
