import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  changeRuns,
  createWebhookEndpoint,
  findDueWebhookCalls,
  inWorkspace,
  markEnqueued,
  type Pool,
} from '@canvass/database';
import type { RunId, WorkspaceId } from '@canvass/domain';
import { callWebhooks, Producer, type QueueConfig } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import {
  aRun,
  aWorkspace,
  createTestDatabase,
  eventually,
  queueBackends,
  testQueueConfig,
} from '@canvass/test-support';
import { expect, test } from 'vitest';
import { startWebhookReceiver } from '../testing/webhook-receiver.ts';

const main = fileURLToPath(new URL('../main.ts', import.meta.url));

function startService(databaseUrl: string, queue: QueueConfig) {
  const child = spawn(process.execPath, [main], {
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      ...(queue.REDIS_URL === undefined ? {} : { REDIS_URL: queue.REDIS_URL }),
      QUEUE_PREFIX: queue.QUEUE_PREFIX,
      ADMIN_HOST: '127.0.0.1',
      ADMIN_PORT: '0',
      PUBLIC_URL: 'https://console.example.com',
      SURVEY_URL: 'https://ask.example.com',
      WEBHOOK_ALLOWED_NETWORKS: '127.0.0.0/8',
      WEBHOOK_TIMEOUT_MS: '5000',
    },
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Runs that end at once; answers their ids. */
async function runsThatEnd(pool: Pool, workspaceId: WorkspaceId, count: number): Promise<RunId[]> {
  const ids: RunId[] = [];
  for (let index = 0; index < count; index += 1) ids.push((await aRun(pool, workspaceId)).runId);
  await inWorkspace(pool, workspaceId, (db) =>
    changeRuns(
      db,
      workspaceId,
      ids.map((id) => ({ id, status: 'succeeded', finished: true, contactId: null })),
    ),
  );
  return ids;
}

test.each(queueBackends())('a worker that is killed in mid-call on %s loses no event', async (backend) => {
  await using database = await createTestDatabase();
  await using receiver = await startWebhookReceiver();
  const { pool } = database;
  const workspaceId = await aWorkspace(pool);
  const queue = testQueueConfig(backend, database.url);
  await using producer = new Producer(queue, createLogger('test', 'silent'));
  await inWorkspace(pool, workspaceId, (db) =>
    createWebhookEndpoint(db, workspaceId, { url: receiver.url, description: '', eventTypes: ['run.succeeded'] }),
  );
  const runIds = await runsThatEnd(pool, workspaceId, 25);
  const feed = async () => {
    const due = await findDueWebhookCalls(pool, { rows: 100, overdueAfterMs: 0 });
    const callIds = due.map(({ id }) => id);
    if (callIds.length === 0) return;
    await markEnqueued(pool, 'webhook_calls', callIds);
    await producer.enqueue(callWebhooks, [{ workspaceId, callIds }]);
  };

  const hanging = Promise.withResolvers<void>();
  receiver.answer = { status: 200, wait: hanging.promise };
  const first = startService(database.url, queue);
  await feed();
  await eventually(async () => receiver.calls.length > 0, 60_000);
  await first.kill();
  hanging.resolve();
  receiver.answer = { status: 200 };
  const { rows } = await pool.query<{ status: string }>('select status from webhook_calls');
  expect(rows.filter(({ status }) => status === 'pending')).toHaveLength(25); // nothing had been recorded

  const second = startService(database.url, queue);
  try {
    await pool.query(`update webhook_calls set due_at = now() where status = 'pending'`); // the lease has ended
    await feed();
    await eventually(async () => {
      const left = await pool.query(`select from webhook_calls where status <> 'delivered'`);
      return left.rowCount === 0;
    }, 60_000);
  } finally {
    await second.kill();
  }
  const toldOf = receiver.calls.map(({ body }) => JSON.parse(body).data.runId);
  expect(new Set(toldOf)).toEqual(new Set(runIds));
  const idsOfRun = Map.groupBy(receiver.calls, ({ body }) => body);
  expect(idsOfRun.size).toBe(25); // a repetition is the same to the last byte
  for (const calls of idsOfRun.values()) expect(new Set(calls.map(({ id }) => id)).size).toBe(1);
});
