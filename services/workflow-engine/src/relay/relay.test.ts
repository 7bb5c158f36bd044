import { ActivityAnnouncer, newId, type Pool } from '@canvass/database';
import { DeliveryId, type MessageId, type TaskRunId, type WorkspaceId } from '@canvass/domain';
import {
  handle,
  Producer,
  prepareDeliveries,
  processMessage,
  type QueueConfig,
  sendEmails,
  startWorkers,
  updateContacts,
} from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import {
  aContactTask,
  aMessage,
  anEventSource,
  aRun,
  aTraceparent,
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
import { rescueLostWork } from './rescue.ts';

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

describe('what nobody would end', () => {
  let producer: Producer;
  let workspaceId: WorkspaceId;
  beforeEach(async () => {
    producer = new Producer(testQueueConfig('postgres', database.url), log);
    workspaceId = await aWorkspace(pool);
    return () => producer[Symbol.asyncDispose]();
  });

  /** A run whose task has handed over to a delivery. */
  async function aDelivery(status: string, sendingFor: string) {
    const run = await aRun(pool, workspaceId, { steps: [aContactTask('one'), aContactTask('two')] });
    const id = newId(DeliveryId);
    await pool.query("update task_runs set status = 'running', enqueued_at = null where id = $1", [run.taskRunId]);
    await pool.query(
      `insert into deliveries (id, workspace_id, distribution_id, survey_id, workflow_id, run_id, task_run_id, contact_id,
                               channel, recipient, status, sending_since, traceparent, invitation_id)
       values ($1, $2, $1, $1, $1, $3, $4, $1, 'email', 'a@example.com', $5, now() - $6::interval, $7, $1)`,
      [id, workspaceId, run.runId, run.taskRunId, status, sendingFor, aTraceparent],
    );
    return { ...run, deliveryId: id };
  }
  async function stateOf(runId: string) {
    const { rows } = await pool.query(
      `select r.status as run, t.status as task, t.error ->> 'code' as code, d.status as delivery,
              (select string_agg(e.type, ',') from delivery_events e where e.delivery_id = d.id) as events
         from runs r join task_runs t on t.run_id = r.id and t.position = 0
         left join deliveries d on d.run_id = r.id where r.id = $1`,
      [runId],
    );
    return rows[0];
  }

  test('a delivery whose sending never ended becomes unknown, is in the ledger, and fails its task', async () => {
    const lost = await aDelivery('sending', '6 minutes');
    const sending = await aDelivery('sending', '4 minutes');
    expect(await rescueLostWork(pool, producer)).toEqual([workspaceId]);
    expect(await stateOf(lost.runId)).toEqual({
      run: 'failed',
      task: 'failed',
      code: 'delivery-unknown',
      delivery: 'unknown',
      events: 'unknown',
    });
    expect(await stateOf(sending.runId)).toMatchObject({ delivery: 'sending', task: 'running' });
    expect(await rescueLostWork(pool, producer)).toEqual([]);
  });

  test('a task that a delivery carries on is never done again, however long that takes', async () => {
    const { taskRunId, runId } = await aDelivery('queued', '1 hour');
    await pool.query("update task_runs set type = 'email-survey', due_at = now() - interval '1 hour', attempts = 9");
    await pool.query('update deliveries set enqueued_at = now()');
    await pool.query("update messages set status = 'resolved'");
    const relay = { pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 100 };
    for (const feed of feeds) expect(await feed(relay)).toBe(0);
    await rescueLostWork(pool, producer);
    expect(await stateOf(runId)).toMatchObject({ task: 'running', delivery: 'queued' });
    const { rows } = await pool.query('select isfinite(due_at) as due from task_runs where id = $1', [taskRunId]);
    expect(rows).toEqual([{ due: false }]);
  });

  test('a task whose delivery has settled without it is fed, so that it ends', async () => {
    await aDelivery('delivered', '1 hour');
    await pool.query("update task_runs set type = 'email-survey', due_at = now() - interval '1 s'");
    await pool.query("update messages set status = 'resolved'");
    const relay = { pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 100 };
    for (const feed of feeds) await feed(relay);
    expect(await producer.depth(prepareDeliveries)).toBe(1);
  });

  test('a task run that took down five workers fails instead of taking down a sixth', async () => {
    const { runId, taskRunId } = await aRun(pool, workspaceId);
    const crash = (attempts: number) =>
      pool.query(
        `update task_runs set status = 'running', attempts = $2, enqueued_at = null, due_at = now() - interval '1 s'
          where id = $1`,
        [taskRunId, attempts],
      );
    await crash(4);
    expect(await rescueLostWork(pool, producer)).toEqual([]);
    await crash(5);
    await rescueLostWork(pool, producer);
    expect(await stateOf(runId)).toMatchObject({ run: 'failed', task: 'failed', code: 'task-crashed' });
  });

  test('due deliveries are fed by channel', async () => {
    const { deliveryId } = await aDelivery('queued', '0');
    const relay = { pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 100 };
    await pool.query("update messages set status = 'resolved'");
    for (const feed of feeds) await feed(relay);
    expect(await producer.depth(sendEmails)).toBe(1);
    const { rows } = await pool.query('select enqueued_at from deliveries where id = $1', [deliveryId]);
    expect(rows[0]?.enqueued_at).toBeInstanceOf(Date);
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
