import { ActivityAnnouncer, type Pool } from '@canvass/database';
import type { MessageId, TaskRunId, WorkspaceId } from '@canvass/domain';
import { handle, Producer, processMessage, type QueueConfig, startWorkers, updateContacts } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import {
  aMessage,
  anEventSource,
  aRun,
  aWorkspace,
  createTestDatabase,
  eventually,
  queueBackends,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type RelayContext, relayContext } from './feed.ts';
import { feeds } from './feeds.ts';
import { Leadership } from './leadership.ts';
import { startRelay } from './relay.ts';

const log = createLogger('test', 'silent');
let database: TestDatabase;
let pool: Pool;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
afterEach(() => database[Symbol.asyncDispose]());

describe.each(queueBackends())('the relay on %s', (backend) => {
  let config: QueueConfig;
  let producer: Producer;
  let relay: RelayContext;
  let workspaceId: WorkspaceId;
  beforeEach(async () => {
    config = testQueueConfig(backend, database.url);
    producer = new Producer(config, log);
    relay = relayContext({ pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 100 });
    workspaceId = await aWorkspace(pool);
    return () => producer[Symbol.asyncDispose]();
  });
  const feedAll = async () => {
    const fed = await Promise.all(feeds.map(({ feed }) => feed(relay)));
    return fed.reduce((sum, { rows }) => sum + rows, 0);
  };

  test('a message whose job was never made gets one, once', async () => {
    const source = await anEventSource(pool, workspaceId);
    const { messageId } = await aMessage(pool, workspaceId, source, { enqueuedAt: null });
    expect(await feedAll()).toBe(1);
    expect(await feedAll()).toBe(0);
    const seen: MessageId[] = [];
    await using _workers = startWorkers(config, log, [
      handle(processMessage, async (payload) => void seen.push(...payload.messageIds)),
    ]);
    await eventually(async () => seen.length > 0);
    expect(seen).toEqual([messageId]);
  });

  test('a task run is fed when it is due, in batches of one workspace', async () => {
    const other = await aWorkspace(pool);
    const runs = [await aRun(pool, workspaceId), await aRun(pool, workspaceId), await aRun(pool, other)];
    const later = await aRun(pool, workspaceId);
    await pool.query("update task_runs set enqueued_at = null, status = 'waiting'");
    await pool.query("update task_runs set due_at = now() + interval '1 hour' where id = $1", [later.taskRunId]);
    await pool.query('update messages set status = $1', ['resolved']);
    expect(await feedAll()).toBe(3);
    const seen: { workspaceId: WorkspaceId; taskRunIds: TaskRunId[] }[] = [];
    await using _workers = startWorkers(config, log, [
      handle(updateContacts, async (payload) => void seen.push(payload)),
    ]);
    await eventually(async () => seen.length >= 2);
    expect(seen.find((job) => job.workspaceId === other)?.taskRunIds).toEqual([runs[2]?.taskRunId]);
    expect(seen.find((job) => job.workspaceId === workspaceId)?.taskRunIds.toSorted()).toEqual(
      runs
        .slice(0, 2)
        .map((run) => run.taskRunId)
        .toSorted(),
    );
  });

  test('a queue is never fed beyond its bound', async () => {
    relay = relayContext({ pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 5 });
    const source = await anEventSource(pool, workspaceId);
    const fields = Array.from({ length: 60 }, () => ({ CaseNumber: '1' }));
    for (let count = 0; count < 12; count += 1) await aMessage(pool, workspaceId, source, { fields });
    for (let round = 0; round < 5; round += 1) await feedAll();
    expect(await producer.depth(processMessage)).toBe(5);
  });

  test('workspaces with a backlog take turns by their weight, each with its oldest first', async () => {
    const [light, heavy] = [workspaceId, await aWorkspace(pool)];
    await pool.query('update workspaces set weight = 3 where id = $1', [heavy]);
    const messages = new Map<MessageId, { workspaceId: WorkspaceId; number: number }>();
    const fields = Array.from({ length: 100 }, () => ({ CaseNumber: '1' }));
    for (const each of [light, heavy]) {
      const source = await anEventSource(pool, each);
      for (let number = 0; number < 20; number += 1) {
        const receivedAt = new Date(Date.now() - 60_000 + number * 1000);
        const { messageId } = await aMessage(pool, each, source, { fields, receivedAt });
        messages.set(messageId, { workspaceId: each, number });
      }
    }
    await feedAll();
    const order: { workspaceId: WorkspaceId; number: number }[] = [];
    const oneByOne = { ...processMessage, concurrency: 1 };
    await using _workers = startWorkers(config, log, [
      handle(oneByOne, async ({ messageIds }) => {
        for (const id of messageIds) order.push(messages.get(id) ?? { workspaceId, number: -1 });
      }),
    ]);
    await eventually(async () => order.length === 16);
    expect(order.filter((each) => each.workspaceId === heavy)).toHaveLength(12);
    for (const each of [light, heavy]) {
      const numbers = order.filter((one) => one.workspaceId === each).map(({ number }) => number);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
  });

  test('a job that was lost with its queue is made again within seconds, and one that waits is not doubled', async () => {
    const source = await anEventSource(pool, workspaceId);
    const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1000);
    await aMessage(pool, workspaceId, source, { receivedAt: secondsAgo(60), enqueuedAt: secondsAgo(2) });
    expect(await feedAll()).toBe(0);
    await aMessage(pool, workspaceId, source, { receivedAt: secondsAgo(60), enqueuedAt: secondsAgo(5) });
    expect(await feedAll()).toBe(1);
    const { messageId } = await aMessage(pool, workspaceId, source, { receivedAt: secondsAgo(60) });
    await feedAll();
    await pool.query(`update messages set enqueued_at = now() - interval '2 seconds' where id = $1`, [messageId]);
    relay = relayContext({ pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 100 });
    expect(await feedAll()).toBe(0);
  });

  test('a process that was not leading takes over within seconds when the leader goes', async () => {
    await using announcer = new ActivityAnnouncer(pool, () => {});
    const start = (leadership: Leadership) =>
      startRelay({
        ...{ ...relay, announcer, log, leadership, intervalMs: 50, busyIntervalMs: 10 },
        listen: () => ({ [Symbol.asyncDispose]: async () => {} }),
      });
    const [first, second] = [new Leadership(database.url, log), new Leadership(database.url, log)];
    const leading = start(first);
    await eventually(() => first.check());
    const waiting = start(second);
    expect(await second.check()).toBe(false);
    await leading[Symbol.asyncDispose]();

    const source = await anEventSource(pool, workspaceId);
    const { messageId } = await aMessage(pool, workspaceId, source);
    await eventually(async () => {
      const { rows } = await pool.query('select enqueued_at from messages where id = $1', [messageId]);
      return rows[0]?.enqueued_at !== null;
    }, 10_000);
    await waiting.check();
    await waiting[Symbol.asyncDispose]();
  });
});

test('a relay that a database restart cut off leads again', async () => {
  await using leadership = new Leadership(database.url, log);
  expect(await leadership.check()).toBe(true);
  await pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'canvass-relay-leader' and datname = current_database()",
  );
  await eventually(() => leadership.check());
});
