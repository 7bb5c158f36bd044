import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  addOperation,
  findOperation,
  inWorkspace,
  LeftRows,
  listOperationItems,
  newId,
  type Pool,
  stopOperation,
} from '@canvass/database';
import { type OperationDefinition, OperationId, type RunId, type WorkflowId, type WorkspaceId } from '@canvass/domain';
import { Producer } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import {
  aMessage,
  anEventSource,
  aRun,
  aTraceparent,
  aWorkflow,
  aWorkspace,
  createTestDatabase,
  eventually,
  freePort,
  queueBackends,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { continueOperationsHandler } from '../jobs/continue-operations.ts';
import { stepOperation } from './operation-step.ts';

const log = createLogger('test', 'silent');
const main = fileURLToPath(new URL('../main.ts', import.meta.url));
let database: TestDatabase;
let pool: Pool;
let workspaceId: WorkspaceId;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  workspaceId = await aWorkspace(pool);
});

async function start(definition: OperationDefinition, leftOut: WorkflowId[] = []): Promise<OperationId> {
  const id = newId(OperationId);
  const by = { createdBy: 'user:test', createdByName: 'Ada', leftOut, traceparent: aTraceparent };
  await inWorkspace(pool, workspaceId, (db) => addOperation(db, workspaceId, { id, definition, ...by }));
  return id;
}
const look = (id: OperationId) => inWorkspace(pool, workspaceId, (db) => findOperation(db, workspaceId, id));
const step = (id: OperationId) => inWorkspace(pool, workspaceId, (db) => stepOperation(db, workspaceId, id, log));
async function toEnd(id: OperationId): Promise<void> {
  await using producer = new Producer(testQueueConfig('postgres', database.url), log);
  const leftRows = new LeftRows(pool, () => {});
  const handler = continueOperationsHandler({ pool, producer, announcer: { changed: () => {} }, leftRows });
  await handler({ workspaceId, operationIds: [id] }, { log, note: () => {} });
}
const itemsOf = async (id: OperationId, items: 'runs' | 'notifications' = 'runs') =>
  (
    await inWorkspace(pool, workspaceId, (db) =>
      listOperationItems(db, workspaceId, { id, items, hiddenWorkflows: [] }, allOfThem),
    )
  ).rows;
const allOfThem = { limit: 1000, after: null };

async function aFailedRun(): Promise<RunId> {
  const { runId } = await aRun(pool, workspaceId);
  await fail([runId]);
  return runId;
}
async function fail(runIds: readonly RunId[]): Promise<void> {
  await pool.query(
    `update task_runs set status = 'failed', enqueued_at = null, error = '{"code":"invalid-email","detail":null}'
      where run_id = any($1)`,
    [runIds],
  );
  await pool.query(`update runs set status = 'failed', error_code = 'invalid-email' where id = any($1)`, [runIds]);
}
const statusOf = async (id: RunId) => (await pool.query('select status from runs where id = $1', [id])).rows[0]?.status;

describe('retrying many runs', () => {
  test('those chosen that have failed run again; the others are passed over, and the report says which and why', async () => {
    const [failed, other] = [await aFailedRun(), (await aRun(pool, workspaceId)).runId];
    const id = await start({ kind: 'retry-runs', runs: { runIds: [failed, other] } });
    await toEnd(id);
    expect(await look(id)).toMatchObject({ status: 'finished', total: 2, done: 1, skipped: 1, failed: 0 });
    expect(await statusOf(failed)).toBe('running');
    expect((await itemsOf(id)).map(({ id, outcome, reason }) => ({ id, outcome, reason }))).toEqual(
      [
        { id: failed, outcome: 'done', reason: null },
        { id: other, outcome: 'skipped', reason: 'run-not-failed' },
      ].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
    const { rows } = await pool.query(
      'select status, enqueued_at, due_at <= now() as due from task_runs where run_id = $1',
      [failed],
    );
    expect(rows).toEqual([{ status: 'queued', enqueued_at: null, due: true }]);
  });

  test('all that match a filter are retried, none of what comes later and none of another workspace', async () => {
    const mine = [await aFailedRun(), await aFailedRun()];
    const own = workspaceId;
    workspaceId = await aWorkspace(pool);
    const theirs = await aFailedRun();
    workspaceId = own;
    const id = await start({ kind: 'retry-runs', runs: { filter: { errorCode: 'invalid-email' } } });
    const later = await aFailedRun();
    await pool.query(`update runs set received_at = now() + interval '1 minute' where id = $1`, [later]);
    await toEnd(id);
    expect(await look(id)).toMatchObject({ status: 'finished', total: 2, done: 2 });
    expect(await Promise.all([...mine, theirs, later].map(statusOf))).toEqual([
      'running',
      'running',
      'failed',
      'failed',
    ]);
  });

  test('a worker that dies in the middle leaves nothing half done, and the next one does nothing twice', async () => {
    const runs = await Promise.all(Array.from({ length: 120 }, () => aFailedRun()));
    const id = await start({ kind: 'retry-runs', runs: { filter: {} } });
    await step(id); // counted
    await step(id);
    const died = new Error('died');
    await inWorkspace(pool, workspaceId, async (db) => {
      await stepOperation(db, workspaceId, id, log);
      throw died;
    }).catch((error) => expect(error).toBe(died));
    expect(await look(id)).toMatchObject({ status: 'running', total: 120, done: 50 });
    await toEnd(id);
    expect(await look(id)).toMatchObject({ status: 'finished', done: 120, skipped: 0 });
    expect(new Set((await itemsOf(id)).map((item) => item.id))).toEqual(new Set(runs));
  });

  test('it can be stopped: what was done stays, the rest is left as it was', async () => {
    await Promise.all(Array.from({ length: 60 }, () => aFailedRun()));
    const id = await start({ kind: 'retry-runs', runs: { filter: {} } });
    await step(id);
    await step(id);
    await inWorkspace(pool, workspaceId, (db) => stopOperation(db, workspaceId, id));
    await toEnd(id);
    expect(await look(id)).toMatchObject({ status: 'stopped', done: 50 });
    const { rows } = await pool.query(
      `select count(*) as left from runs where workspace_id = $1 and status = 'failed'`,
      [workspaceId],
    );
    expect(rows).toEqual([{ left: 10 }]);
    expect(await step(id)).toEqual({ kind: 'not-mine' });
  });

  test('it waits while the workspace has a thousand tasks to do, so that live work is not buried under it', async () => {
    const { runId } = await aRun(pool, workspaceId);
    await pool.query(
      `insert into task_runs (id, workspace_id, run_id, step_id, type, position, status)
       select gen_random_uuid(), $1, $2, 'x' || n, 'contact', n, 'queued' from generate_series(1, 1000) as n`,
      [workspaceId, runId],
    );
    const id = await start({ kind: 'retry-runs', runs: { runIds: [await aFailedRun()] } });
    await step(id);
    expect(await step(id)).toEqual({ kind: 'later' });
    await pool.query(`update task_runs set status = 'succeeded' where workspace_id = $1 and status = 'queued'`, [
      workspaceId,
    ]);
    expect(await step(id)).toMatchObject({ kind: 'ended', items: 1 });
  });
});

test('runs of workflows that are not shared with whoever started it are left alone', async () => {
  const { runId, workflowId } = await aRun(pool, workspaceId);
  await fail([runId]);
  const chosen = await start({ kind: 'retry-runs', runs: { runIds: [runId] } }, [workflowId]);
  const filtered = await start({ kind: 'retry-runs', runs: { filter: {} } }, [workflowId]);
  await toEnd(chosen);
  await toEnd(filtered);
  expect((await itemsOf(chosen)).map(({ reason }) => reason)).toEqual(['run-out-of-reach']);
  expect(await look(filtered)).toMatchObject({ status: 'finished', total: 0 });
  expect(await statusOf(runId)).toBe('failed');
});

test('cancelling many runs ends those that have not ended, with their tasks', async () => {
  const [open, failed] = [(await aRun(pool, workspaceId)).runId, await aFailedRun()];
  const id = await start({ kind: 'cancel-runs', runs: { runIds: [open, failed] } });
  await toEnd(id);
  expect(await look(id)).toMatchObject({ status: 'finished', done: 1, skipped: 1 });
  expect(await Promise.all([open, failed].map(statusOf))).toEqual(['cancelled', 'failed']);
  const { rows } = await pool.query('select status from task_runs where run_id = $1', [open]);
  expect(rows).toEqual([{ status: 'cancelled' }]);
});

describe('a replay', () => {
  const closed = {
    kind: 'group',
    match: 'all',
    conditions: [{ kind: 'comparison', operator: 'is-true', left: { from: 'event', field: 'IsClosed' } }],
  };
  const runsOf = async (workflowId: string) =>
    (
      await pool.query(
        `select notification_id as "notificationId", replay_id as "replayId", revision_id as "revisionId", status
           from runs where workflow_id = $1 order by id`,
        [workflowId],
      )
    ).rows;

  test('makes runs that say which replay they are of, of what the conditions let through; a doubled step makes none twice', async () => {
    const source = await anEventSource(pool, workspaceId);
    const { workflowId, revisionId } = await aWorkflow(pool, workspaceId, source, { conditions: closed });
    const { notificationIds } = await aMessage(pool, workspaceId, source, {
      fields: [{ IsClosed: 'true' }, { IsClosed: 'false' }],
    });
    const replay = {
      notifications: { filter: { eventSourceId: source } },
      ...{ workflowId: null, revision: 'current' as const, onlyNew: true },
    };
    const id = await start({ kind: 'replay-notifications', replay });
    await step(id);
    await inWorkspace(pool, workspaceId, async (db) => {
      await stepOperation(db, workspaceId, id, log);
      throw new Error('died');
    }).catch(() => {});
    await toEnd(id);
    expect(await look(id)).toMatchObject({ status: 'finished', total: 2, done: 1, skipped: 1 });
    expect(await runsOf(workflowId)).toEqual([
      {
        notificationId: notificationIds[0],
        replayId: id,
        revisionId,
        status: 'queued',
      },
    ]);
    expect((await itemsOf(id, 'notifications')).map(({ reason }) => reason)).toEqual([null, 'conditions-not-met']);

    const again = await start({ kind: 'replay-notifications', replay });
    await toEnd(again);
    expect((await itemsOf(again, 'notifications')).map(({ reason }) => reason)).toEqual([
      'already-ran',
      'conditions-not-met',
    ]);
    const anyway = await start({ kind: 'replay-notifications', replay: { ...replay, onlyNew: false } });
    await toEnd(anyway);
    expect((await runsOf(workflowId)).map(({ replayId }) => replayId).toSorted()).toEqual([id, anyway].toSorted());
  });

  test('takes in what arrived in the millisecond in which it was started', async () => {
    const source = await anEventSource(pool, workspaceId);
    const replay = {
      notifications: { filter: { eventSourceId: source } },
      ...{ workflowId: null, revision: 'current' as const, onlyNew: true },
    };
    const id = await start({ kind: 'replay-notifications', replay });
    const operation = await look(id);
    await aMessage(pool, workspaceId, source, { receivedAt: operation?.createdAt });
    await toEnd(id);
    expect(await look(id)).toMatchObject({ status: 'finished', total: 1 });
  });

  test('runs the revision that was current then, or the one of now, as asked', async () => {
    const source = await anEventSource(pool, workspaceId);
    const { workflowId, revisionId: original } = await aWorkflow(pool, workspaceId, source);
    const { notificationIds } = await aMessage(pool, workspaceId, source, { fields: [{ CaseNumber: '1' }] });
    const current = newId(OperationId);
    await pool.query(
      `insert into workflow_revisions (id, workspace_id, workflow_id, revision, definition, created_by, created_at)
       select $1, workspace_id, workflow_id, 2, definition, 'test', now() + interval '1 second' from workflow_revisions where id = $2`,
      [current, original],
    );
    await pool.query('update workflows set current_revision = 2 where id = $1', [workflowId]);
    for (const revision of ['original', 'current'] as const) {
      const replay = { notifications: { notificationIds }, workflowId, revision, onlyNew: false };
      await toEnd(await start({ kind: 'replay-notifications', replay }));
    }
    expect((await runsOf(workflowId)).map((run) => run.revisionId).toSorted()).toEqual([original, current].toSorted());
  });

  test('passes over what came before the workflow was made, and what no workflow can use', async () => {
    const source = await anEventSource(pool, workspaceId);
    const { workflowId } = await aWorkflow(pool, workspaceId, source);
    const old = await aMessage(pool, workspaceId, source, { receivedAt: new Date(Date.now() - 7_200_000) });
    const bad = await aMessage(pool, workspaceId, source, { problem: 'record-deleted' });
    const notificationIds = [...old.notificationIds, ...bad.notificationIds];
    const replay = { notifications: { notificationIds }, workflowId, revision: 'original', onlyNew: true } as const;
    const id = await start({ kind: 'replay-notifications', replay });
    await toEnd(id);
    const reasons = (await itemsOf(id, 'notifications')).map((item) => item.reason);
    expect(reasons.toSorted()).toEqual(['no-revision', 'notification-unusable']);
  });
});

test.each(queueBackends())(
  'a bulk retry is brought to its end on %s though the process is killed in mid-work, each run once',
  async (backend) => {
    const queue = testQueueConfig(backend, database.url);
    const env = {
      DATABASE_URL: database.url,
      ...(queue.REDIS_URL === undefined ? {} : { REDIS_URL: queue.REDIS_URL }),
      ...{ QUEUE_PREFIX: queue.QUEUE_PREFIX, ADMIN_HOST: '127.0.0.1', ADMIN_PORT: String(await freePort()) },
    };
    const count = 900;
    const runs: RunId[] = [];
    for (let batch = 0; batch < 9; batch += 1) {
      runs.push(...(await Promise.all(Array.from({ length: 100 }, async () => (await aRun(pool, workspaceId)).runId))));
    }
    await fail(runs);
    const id = await start({ kind: 'retry-runs', runs: { filter: { statuses: ['failed'] } } });
    const engine = () => {
      const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...env }, stdio: 'ignore' });
      onTestFinished(() => void child.kill('SIGKILL'));
      return child;
    };
    const first = engine();
    await eventually(async () => ((await look(id))?.done ?? 0) > 0, 60_000);
    first.kill('SIGKILL');
    engine();
    await eventually(async () => (await look(id))?.status === 'finished', 60_000);
    expect(await look(id)).toMatchObject({ total: count, done: count, failed: 0, skipped: 0 });
    const { rows } = await pool.query(
      `select count(*) as tasks from task_runs where workspace_id = $1 and status = 'queued' and attempts = 0`,
      [workspaceId],
    );
    expect(rows).toEqual([{ tasks: count }]);
  },
  180_000,
);
