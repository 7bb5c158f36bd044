import { ActivityAnnouncer, inWorkspace, type Pool } from '@canvass/database';
import type { MessageId, WorkspaceId } from '@canvass/domain';
import { handle, Producer, processMessage, startWorkers, updateContacts } from '@canvass/jobs';
import { createLogger, startTelemetry } from '@canvass/platform';
import {
  aContactTask,
  aMessage,
  anEventSource,
  aTraceparent,
  aWorkflow,
  aWorkspace,
  createTestDatabase,
  eventually,
  queueBackends,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveMessages } from '../resolve-message.ts';
import { processMessageHandler } from './process-message.ts';

const log = createLogger('test', 'silent');
let database: TestDatabase;
let pool: Pool;
let workspaceId: WorkspaceId;
const telemetry = startTelemetry('test', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' });

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
  workspaceId = await aWorkspace(pool);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await telemetry[Symbol.asyncDispose]();
});

const closedOnly = {
  kind: 'group',
  match: 'all',
  conditions: [{ kind: 'comparison', operator: 'is-true', left: { from: 'event', field: 'IsClosed' } }],
};

function resolve(messageId: MessageId) {
  return inWorkspace(pool, workspaceId, (db) => resolveMessages(db, workspaceId, [messageId], () => true));
}
async function runsOf(messageId: MessageId) {
  const { rows } = await pool.query(
    `select r.*, array(select t.step_id || ' ' || t.status from task_runs t where t.run_id = r.id order by position) as steps
       from runs r where message_id = $1 order by r.id`,
    [messageId],
  );
  return rows;
}
async function statusOf(messageId: MessageId): Promise<string> {
  const { rows } = await pool.query('select status from messages where id = $1', [messageId]);
  return rows[0]?.status;
}

test('every notification runs every workflow that listens, and its first task is queued', async () => {
  const source = await anEventSource(pool, workspaceId);
  await aWorkflow(pool, workspaceId, source);
  await aWorkflow(pool, workspaceId, source);
  await aWorkflow(pool, workspaceId, await anEventSource(pool, workspaceId));
  const { messageId } = await aMessage(pool, workspaceId, source, {
    fields: [{ CaseNumber: '1' }, { CaseNumber: '2' }, { CaseNumber: '3' }],
  });
  const resolution = await resolve(messageId);
  expect(resolution).toMatchObject({ notifications: 3, runs: 6 });
  expect(resolution?.due.contacts).toHaveLength(6);
  const runs = await runsOf(messageId);
  expect(runs).toHaveLength(6);
  for (const run of runs) {
    expect(run).toMatchObject({
      status: 'queued',
      steps: ['person queued'],
      record_id: '500000000000001AAA',
      trace_id: aTraceparent.slice(3, 35),
      traceparent: aTraceparent,
    });
  }
  expect(await statusOf(messageId)).toBe('resolved');
});

test('a resolved message is not resolved again', async () => {
  const source = await anEventSource(pool, workspaceId);
  await aWorkflow(pool, workspaceId, source);
  const { messageId } = await aMessage(pool, workspaceId, source);
  const both = await Promise.all([resolve(messageId), resolve(messageId)]);
  expect(both.filter((each) => each !== null)).toHaveLength(1);
  expect(await resolve(messageId)).toBeNull();
  expect(await runsOf(messageId)).toHaveLength(1);
});

test('a workflow that has run for a notification never runs for it again, even should the message come back', async () => {
  const source = await anEventSource(pool, workspaceId);
  await aWorkflow(pool, workspaceId, source);
  const { messageId } = await aMessage(pool, workspaceId, source);
  await resolve(messageId);
  await pool.query("update messages set status = 'pending' where id = $1", [messageId]);
  expect(await resolve(messageId)).toMatchObject({ runs: 0, due: { contacts: [] } });
  expect(await runsOf(messageId)).toMatchObject([{ steps: ['person queued'] }]);
});

test('nothing of a message stays when the process dies before the commit', async () => {
  const source = await anEventSource(pool, workspaceId);
  await aWorkflow(pool, workspaceId, source);
  const { messageId } = await aMessage(pool, workspaceId, source);
  const dying = inWorkspace(pool, workspaceId, async (db) => {
    await resolveMessages(db, workspaceId, [messageId], () => true);
    throw new Error('killed');
  });
  await expect(dying).rejects.toThrow('killed');
  expect(await runsOf(messageId)).toEqual([]);
  expect(await statusOf(messageId)).toBe('pending');
  expect(await resolve(messageId)).toMatchObject({ runs: 1 });
});

test('unmet conditions make a skipped run that says which and why', async () => {
  const source = await anEventSource(pool, workspaceId);
  await aWorkflow(pool, workspaceId, source, { conditions: closedOnly });
  const { messageId } = await aMessage(pool, workspaceId, source, { fields: [{ IsClosed: 'false' }] });
  expect((await resolve(messageId))?.due).toEqual({ contacts: [], surveys: [], waits: [], ended: ['skipped'] });
  const [run] = await runsOf(messageId);
  expect(run).toMatchObject({
    status: 'skipped',
    steps: [],
    finished_at: expect.any(Date),
    skipped: {
      failed: 'IsClosed is “false”; wanted: is true',
      comparison: closedOnly.conditions[0],
    },
  });
});

test('a message is run by the revision, and by the workflows, that were current when it arrived', async () => {
  const source = await anEventSource(pool, workspaceId);
  const hour = 3_600_000;
  const arrivedAt = new Date(Date.now() - hour);
  const kept = await aWorkflow(pool, workspaceId, source, { since: new Date(Date.now() - 2 * hour) });
  await pool.query(
    `insert into workflow_revisions (id, workspace_id, workflow_id, revision, definition, created_by, created_at)
     values (gen_random_uuid(), $1, $2, 2, $3, 'test', now() - interval '10 minutes')`,
    [workspaceId, kept.workflowId, JSON.stringify({ steps: [aContactTask('later')] })],
  );
  const switchedOff = await aWorkflow(pool, workspaceId, source, { since: new Date(Date.now() - 2 * hour) });
  await pool.query("update workflow_active_periods set to_at = now() - interval '90 minutes' where workflow_id = $1", [
    switchedOff.workflowId,
  ]);
  const offSince = await aWorkflow(pool, workspaceId, source, { since: new Date(Date.now() - 2 * hour) });
  await pool.query('update workflow_active_periods set to_at = now() where workflow_id = $1', [offSince.workflowId]);
  await aWorkflow(pool, workspaceId, source, { since: new Date(Date.now() - hour / 2) });

  const { messageId } = await aMessage(pool, workspaceId, source, { receivedAt: arrivedAt });
  await resolve(messageId);
  const runs = await runsOf(messageId);
  expect(runs.map((run) => [run.workflow_id, run.revision_id]).toSorted()).toEqual(
    [kept, offSince].map((each) => [each.workflowId, each.revisionId]).toSorted(),
  );
  expect(runs.map((run) => run.steps)).toEqual([['person queued'], ['person queued']]);
});

test('a notification with a problem runs nothing, and its message is resolved', async () => {
  const source = await anEventSource(pool, workspaceId);
  await aWorkflow(pool, workspaceId, source);
  const { messageId } = await aMessage(pool, workspaceId, source, { problem: 'record-deleted' });
  expect(await resolve(messageId)).toMatchObject({ notifications: 0, runs: 0 });
  expect(await runsOf(messageId)).toEqual([]);
  expect(await statusOf(messageId)).toBe('resolved');
});

test('another workspace resolves nothing', async () => {
  const source = await anEventSource(pool, workspaceId);
  await aWorkflow(pool, workspaceId, source);
  const { messageId } = await aMessage(pool, workspaceId, source);
  const other = await aWorkspace(pool);
  expect(await inWorkspace(pool, other, (db) => resolveMessages(db, other, [messageId], () => true))).toBeNull();
  expect(await statusOf(messageId)).toBe('pending');
});

test('a branch at the start is decided on arrival; one that leads nowhere ends the run', async () => {
  const source = await anEventSource(pool, workspaceId);
  const branch = { id: 'closed', type: 'branch', if: closedOnly, steps: [aContactTask('yes')], otherwise: [] };
  await aWorkflow(pool, workspaceId, source, { steps: [branch] });
  const { messageId } = await aMessage(pool, workspaceId, source, {
    fields: [{ IsClosed: 'true' }, { IsClosed: 'false' }],
  });
  await resolve(messageId);
  const runs = await runsOf(messageId);
  expect(runs.map((run) => [run.status, ...run.steps]).toSorted()).toEqual([
    ['queued', 'closed succeeded', 'yes queued'],
    ['succeeded', 'closed succeeded'],
  ]);
});

describe.each(queueBackends())('jobs on %s', (backend) => {
  test('doubled jobs make one run per workflow and notification, and offer its first task once', async () => {
    const config = testQueueConfig(backend, database.url);
    await using announcer = new ActivityAnnouncer(pool, () => {});
    await using producer = new Producer(config, log);
    const source = await anEventSource(pool, workspaceId);
    await aWorkflow(pool, workspaceId, source);
    const messages = await Promise.all(
      Array.from({ length: 5 }, () =>
        aMessage(pool, workspaceId, source, { fields: Array.from({ length: 20 }, (_, n) => ({ CaseNumber: `${n}` })) }),
      ),
    );
    const payloads = messages.map(({ messageId }) => ({ workspaceId, messageIds: [messageId] }));
    await producer.enqueue(processMessage, [...payloads, ...payloads, ...payloads]);
    const offered: string[] = [];
    await using _workers = startWorkers(config, log, [
      handle(processMessage, processMessageHandler(pool, producer, announcer)),
      handle(updateContacts, async ({ taskRunIds }) => void offered.push(...taskRunIds)),
    ]);
    await eventually(async () => offered.length >= 100 && (await producer.depth(processMessage)) === 0);
    expect(new Set(offered).size).toBe(100);
    expect(offered).toHaveLength(100);
    const ids = messages.map(({ messageId }) => messageId);
    const { rows } = await pool.query('select count(*) as runs from runs where message_id = any($1)', [ids]);
    expect(rows).toEqual([{ runs: 100 }]);
  });
});

test('a workflow whose revision cannot be read fails its own runs, with a code, and no other workflow', async () => {
  const source = await anEventSource(pool, workspaceId);
  const broken = await aWorkflow(pool, workspaceId, source);
  await pool.query(`update workflow_revisions set definition = '{"steps": "none"}' where id = $1`, [broken.revisionId]);
  const sound = await aWorkflow(pool, workspaceId, source);
  const { messageId } = await aMessage(pool, workspaceId, source, { fields: [{ A: '1' }, { A: '2' }] });
  await resolve(messageId);
  expect(await statusOf(messageId)).toBe('resolved');
  const runs = await runsOf(messageId);
  const ofWorkflow = (id: string) => runs.filter((run) => run.workflow_id === id);
  expect(ofWorkflow(sound.workflowId)).toMatchObject([{ status: 'queued' }, { status: 'queued' }]);
  expect(ofWorkflow(broken.workflowId)).toMatchObject([{ status: 'failed' }, { status: 'failed' }]);
  const { rows } = await pool.query('select error from task_runs where run_id = any($1)', [
    ofWorkflow(broken.workflowId).map((run) => run.id),
  ]);
  expect(rows).toEqual(Array(2).fill({ error: { code: 'revision-unreadable', detail: null } }));
});

test('task runs that the queue does not admit are written without a job, for the relay', async () => {
  const source = await anEventSource(pool, workspaceId);
  await aWorkflow(pool, workspaceId, source);
  const { messageId } = await aMessage(pool, workspaceId, source);
  const resolution = await inWorkspace(pool, workspaceId, (db) =>
    resolveMessages(db, workspaceId, [messageId], () => false),
  );
  expect(resolution?.due.contacts).toEqual([]);
  const { rows } = await pool.query(
    'select t.enqueued_at from task_runs t join runs r on r.id = t.run_id where message_id = $1',
    [messageId],
  );
  expect(rows).toEqual([{ enqueued_at: null }]);
});

test('a queue that is away loses nothing: the runs are committed all the same', async () => {
  await using announcer = new ActivityAnnouncer(pool, () => {});
  await using producer = new Producer(
    { ...testQueueConfig('redis', database.url), REDIS_URL: 'redis://127.0.0.1:1' },
    log,
  );
  const source = await anEventSource(pool, workspaceId);
  await aWorkflow(pool, workspaceId, source);
  const { messageId } = await aMessage(pool, workspaceId, source);
  const run = { log, note: () => {} };
  await processMessageHandler(pool, producer, announcer)({ workspaceId, messageIds: [messageId] }, run);
  expect(await runsOf(messageId)).toMatchObject([{ status: 'queued', steps: ['person queued'] }]);
});
