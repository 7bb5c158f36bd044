import { PermanentError } from '@canvass/domain';
import { createLogger, currentTraceparent, inSpan, startTelemetry, traceIdOf } from '@canvass/platform';
import {
  createTestDatabase,
  eventually,
  freePort,
  queueBackends,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openQueue, type QueueConfig } from './backend.ts';
import { defineJob } from './define-job.ts';
import { handle } from './handle.ts';
import { Producer } from './producer.ts';
import { startWorkers } from './workers.ts';

const log = createLogger('jobs-test', 'silent');
const greet = (name: string) =>
  defineJob({ name, payload: z.object({ number: z.number() }), attempts: 3, concurrency: 5 });

let database: TestDatabase;
const telemetry = startTelemetry('jobs-test', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' });

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await telemetry[Symbol.asyncDispose]();
});

describe.each(queueBackends())('jobs on %s', (backend) => {
  let config: QueueConfig;
  beforeAll(() => {
    config = testQueueConfig(backend, database.url);
  });

  test('every payload that was enqueued reaches the handler once', async () => {
    const job = greet('every-payload');
    const seen: number[] = [];
    await using producer = new Producer(config, log);
    await producer.enqueue(
      job,
      Array.from({ length: 250 }, (_, number) => ({ number })),
    );
    await using _workers = startWorkers(config, log, [handle(job, async ({ number }) => void seen.push(number))]);
    await eventually(async () => seen.length >= 250);
    expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 250 }, (_, number) => number));
    await eventually(async () => (await producer.depth(job)) === 0);
  });

  test('the handler works in the trace of whoever enqueued', async () => {
    const job = greet('same-trace');
    let handled = '';
    await using producer = new Producer(config, log);
    await using _workers = startWorkers(config, log, [
      handle(job, async () => {
        handled = currentTraceparent();
      }),
    ]);
    const enqueuing = await inSpan({ name: 'test', parent: null }, async () => {
      await producer.enqueue(job, [{ number: 1 }]);
      return currentTraceparent();
    });
    await eventually(async () => handled !== '');
    expect(traceIdOf(handled)).toBe(traceIdOf(enqueuing));
    expect(handled).not.toBe(enqueuing);
  });

  test('a job that only links to the rows it serves starts a trace of its own', async () => {
    const job = greet('linked');
    let handled = '';
    await using producer = new Producer(config, log);
    await using _workers = startWorkers(config, log, [
      handle(job, async () => {
        handled = currentTraceparent();
      }),
    ]);
    const row = await inSpan({ name: 'test', parent: null }, async () => currentTraceparent());
    await producer.enqueue(job, [{ number: 1 }], { links: [row] });
    await eventually(async () => handled !== '');
    expect(traceIdOf(handled)).not.toBe(traceIdOf(row));
  });

  test('an unforeseen error is tried again, a permanent one is not', async () => {
    const [unforeseen, permanent] = [greet('unforeseen'), greet('permanent')];
    const tries = { unforeseen: 0, permanent: 0 };
    await using producer = new Producer(config, log);
    await using _workers = startWorkers(config, log, [
      handle(unforeseen, async () => {
        tries.unforeseen += 1;
        if (tries.unforeseen < 2) throw new Error('connection lost');
      }),
      handle(permanent, async () => {
        tries.permanent += 1;
        throw new PermanentError('survey-not-active');
      }),
    ]);
    await producer.enqueue(permanent, [{ number: 1 }]);
    await producer.enqueue(unforeseen, [{ number: 1 }]);
    await eventually(async () => tries.unforeseen === 2);
    expect(tries.permanent).toBe(1);
  });

  test('the queue keeps the kind of a failure and nothing that its message quotes', async () => {
    const job = defineJob({ ...greet('secretive'), attempts: 1 });
    await using producer = new Producer(config, log);
    await using _workers = startWorkers(config, log, [
      handle(job, async () => {
        throw new RangeError('mira@example.com is out of range');
      }),
    ]);
    await producer.enqueue(job, [{ number: 1 }]);
    const queue = openQueue(config, job.name);
    const [failed] = await eventually(async () => {
      const jobs = await queue.getFailed();
      return jobs.length > 0 && jobs;
    });
    await queue.close();
    expect(failed?.failedReason).toBe('RangeError');
    expect(JSON.stringify(failed?.stacktrace)).not.toContain('mira@example.com');
  });

  test('a job of another release is dropped, and the worker goes on', async () => {
    const job = greet('other-release');
    const seen: number[] = [];
    const queue = openQueue(config, job.name);
    await queue.add(job.name, { v: 99, payload: { number: 1 } }, { attempts: 3 });
    await queue.close();
    await using producer = new Producer(config, log);
    await using _workers = startWorkers(config, log, [handle(job, async ({ number }) => void seen.push(number))]);
    await producer.enqueue(job, [{ number: 2 }]);
    await eventually(async () => seen.length > 0);
    expect(seen).toEqual([2]);
  });

  test('closing the workers finishes the job in hand', async () => {
    const job = greet('in-hand');
    const finish = Promise.withResolvers<void>();
    let state = 'not started';
    await using producer = new Producer(config, log);
    const workers = startWorkers(config, log, [
      handle(job, async () => {
        state = 'started';
        await finish.promise;
        state = 'finished';
      }),
    ]);
    await producer.enqueue(job, [{ number: 1 }]);
    await eventually(async () => state === 'started');
    const closed = workers[Symbol.asyncDispose]();
    finish.resolve();
    await closed;
    expect(state).toBe('finished');
  });
});

test('a job offered while the queue is away is refused within seconds and nothing is thrown', async () => {
  const config = {
    DATABASE_URL: database.url,
    REDIS_URL: `redis://127.0.0.1:${await freePort()}`,
    QUEUE_PREFIX: '{away}',
  };
  await using producer = new Producer(config, log);
  expect(await producer.offer(greet('away'), [{ number: 1 }])).toBe(false);
});
