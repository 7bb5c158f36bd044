import type { WorkspaceId } from '@canvass/domain';
import {
  aMessage,
  anEventSource,
  aRun,
  aWorkspace,
  createTestDatabase,
  type TestDatabase,
} from '@canvass/test-support';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { LeftRows, relayChannel } from './left-rows.ts';

let database: TestDatabase;
let left: LeftRows;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  left = new LeftRows(database.pool, (error) => {
    throw error;
  });
  workspaceId = await aWorkspace(database.pool);
});

test('a workspace waits from when rows are left until they have been worked', async () => {
  const { taskRunId } = await aRun(database.pool, workspaceId);
  expect(await left.waits('task_runs', workspaceId, ['contact'])).toBe(false);
  await left.leave('task_runs', workspaceId, [taskRunId]);
  expect(await left.waits('task_runs', workspaceId, ['contact'])).toBe(true);
  expect(await left.waits('task_runs', workspaceId, ['email-survey'])).toBe(false);
  await database.pool.query(`update task_runs set enqueued_at = now() - interval '1 s' where id = $1`, [taskRunId]);
  expect(await left.waits('task_runs', workspaceId, ['contact'])).toBe(true);
  await database.pool.query(`update task_runs set status = 'succeeded', enqueued_at = null where id = $1`, [taskRunId]);
  expect(await left.waits('task_runs', workspaceId, ['contact'])).toBe(false);
});

test('rows of another workspace are not taken back', async () => {
  const source = await anEventSource(database.pool, workspaceId);
  const { messageId } = await aMessage(database.pool, workspaceId, source, { enqueuedAt: new Date() });
  await left.leave('messages', await aWorkspace(database.pool), [messageId]);
  expect(await left.waits('messages', workspaceId, [])).toBe(false);
});

test('the relay is told in which table to look', async () => {
  const listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  await listener.query(`listen ${relayChannel}`);
  const heard = new Promise((resolve) => listener.once('notification', ({ payload }) => resolve(payload)));
  left.wake('deliveries');
  expect(await heard).toBe('deliveries');
  await listener.end();
});
