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
import type { RelayContext } from './feed.ts';
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
    relay = { pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 100 };
    workspaceId = await aWorkspace(pool);
    return () => producer[Symbol.asyncDispose]();
  });
  const feedAll = async () => {
    const fed = await Promise.all(feeds.map((feed) => feed(relay)));
    return fed.reduce((sum, rows) => sum + rows, 0);
  };

  test('a message whose job was never made gets one, once', async () => {
    const source = await anEventSource(pool, workspaceId);
    const { messageId } = await aMessage(pool, workspaceId, source, { enqueuedAt: null });
    expect(await feedAll()).toBe(1);
    expect(await feedAll()).toBe(0);
    const seen: MessageId[] = [];
    await using _workers = startWorkers(config, log, [
      handle(processMessage, async (payload) => void seen.push(payload.messageId)),
    ]);
    await eventually(async () => seen.length > 0);
    expect(seen).toEqual([messageId]);
  });

  test('a job lost with its queue is made again after a minute, not before', async () => {
    const source = await anEventSource(pool, workspaceId);
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
    await aMessage(pool, workspaceId, source, { receivedAt: minutesAgo(5), enqueuedAt: minutesAgo(0.5) });
    expect(await feedAll()).toBe(0);
    await aMessage(pool, workspaceId, source, { receivedAt: minutesAgo(5), enqueuedAt: minutesAgo(1.1) });
    expect(await feedAll()).toBe(1);
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

  test('a queue is never fed beyond its bound, and a backlog of one workspace leaves room for another', async () => {
    const [busy, quiet] = [await anEventSource(pool, workspaceId), await aWorkspace(pool)];
    const quietSource = await anEventSource(pool, quiet);
    for (let count = 0; count < 150; count += 1) await aMessage(pool, workspaceId, busy);
    await aMessage(pool, quiet, quietSource);
    expect(await feedAll()).toBe(100);
    expect(await producer.depth(processMessage)).toBe(100);
    expect(await feedAll()).toBe(0);
    const { rows } = await pool.query('select enqueued_at from messages where workspace_id = $1', [quiet]);
    expect(rows[0]?.enqueued_at).toBeInstanceOf(Date);
  });

  test('a process that was not leading takes over within seconds when the leader goes', async () => {
    await using announcer = new ActivityAnnouncer(pool, () => {});
    const start = (leadership: Leadership) => startRelay({ ...relay, announcer, log, leadership, intervalMs: 50 });
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
