import { addOperationItems, inWorkspace } from '@canvass/database';
import { OperationId, RunId } from '@canvass/domain';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aRun, aWorkflow } from '../testing/rows.ts';
import { Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

const Operation = z.object({
  id: z.string(),
  kind: z.string(),
  status: z.string(),
  chosen: z.number().nullable(),
  filter: z.record(z.string(), z.unknown()).nullable(),
  total: z.number().nullable(),
  createdByName: z.string(),
});
const Preview = z.object({
  notifications: z.object({ count: z.number(), capped: z.boolean() }),
  wouldRun: z.number(),
  alreadyRan: z.number(),
  passedOver: z.record(z.string(), z.number()),
  samples: z.array(z.object({ notificationId: z.string(), reason: z.string().nullable() })),
});

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  return () => api[Symbol.asyncDispose]();
});

test('a bulk retry is started by ids or by a filter, listed, and stopped once', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const workflow = await aWorkflow(api.database.pool, workspaceId);
  const { runId } = await aRun(api.database.pool, workspaceId, workflow, { status: 'failed' });
  const body = { kind: 'retry-runs', runs: { runIds: [runId] } };
  const chosen = (await ask('POST', 'operations', { body })).as(Operation);
  expect(chosen).toMatchObject({
    kind: 'retry-runs',
    status: 'queued',
    chosen: 1,
    filter: null,
    createdByName: 'Test',
  });

  const receivedAfter = '2026-01-01T00:00:00.000Z';
  const filter = { errorCode: 'invalid-email', statuses: ['failed'], receivedAfter };
  const filtered = (await ask('POST', 'operations', { body: { kind: 'retry-runs', runs: { filter } } })).as(Operation);
  expect(filtered).toMatchObject({ chosen: null, filter });

  const { data } = (await ask('GET', 'operations')).as(z.object({ data: z.array(Operation) }));
  expect(data.map(({ id }) => id)).toEqual([filtered.id, chosen.id]);
  expect((await ask('POST', `operations/${chosen.id}/stop`)).as(Operation).status).toBe('stopping');
  expect((await ask('POST', `operations/${chosen.id}/stop`)).as(Problem).code).toBe('conflict');
});

test('what nobody could carry out is refused with its place', async () => {
  const { ask } = await api.aTenant();
  const refused = async (body: unknown) => (await ask('POST', 'operations', { body })).status;
  expect(await refused({ kind: 'retry-runs', runs: { runIds: [] } })).toBe(400);
  expect(await refused({ kind: 'retry-runs', runs: { filter: { nonsense: 1 } } })).toBe(400);
  expect(await refused({ kind: 'delete-runs', runs: { filter: {} } })).toBe(400);
});

test('a workspace has twenty unfinished operations at most', async () => {
  const { ask } = await api.aTenant();
  const body = { kind: 'cancel-runs', runs: { filter: {} } };
  for (let count = 0; count < 20; count += 1) expect((await ask('POST', 'operations', { body })).status).toBe(201);
  expect((await ask('POST', 'operations', { body })).as(Problem).code).toBe('conflict');
});

test('a viewer looks and starts nothing; another workspace sees nothing', async () => {
  const { ask, userId, workspaceId } = await api.anAdministrator();
  const body = { kind: 'cancel-runs', runs: { filter: {} } };
  const { id } = (await ask('POST', 'operations', { body })).as(WithId);
  await api.database.pool.query(`update workspace_members set role = 'viewer' where user_id = $1`, [userId]);
  expect((await ask('GET', `operations/${id}`)).status).toBe(200);
  expect((await ask('POST', 'operations', { body })).as(Problem).code).toBe('forbidden');
  const other = await api.aTenant();
  expect((await other.ask('GET', `operations/${id}`)).status).toBe(404);
  expect((await other.ask('GET', `operations/${id}/report.csv`)).status).toBe(404);
  expect(workspaceId).not.toBe(other.workspaceId);
});

test('the report says of each item what became of it, and holds no formulas', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const workflow = await aWorkflow(api.database.pool, workspaceId);
  const run = await aRun(api.database.pool, workspaceId, workflow, { recordId: '=1+1' });
  const { id } = (await ask('POST', 'operations', { body: { kind: 'retry-runs', runs: { filter: {} } } })).as(WithId);
  await inWorkspace(api.database.pool, workspaceId, (db) =>
    addOperationItems(db, workspaceId, OperationId.parse(id), [
      { id: run.runId, outcome: 'skipped', reason: 'run-not-failed' },
    ]),
  );
  const report = await ask('GET', `operations/${id}/report.csv`);
  expect(report.headers.get('content-disposition')).toBe(`attachment; filename="operation-${id}.csv"`);
  const [head, line] = report.text.split('\r\n');
  expect(head).toBe('run_id,record_id,workflow,outcome,reason_code,reason,at');
  expect(line).toContain(`${RunId.parse(run.runId)},'=1+1,Closed,skipped,run-not-failed,"The run has not failed`);
});

test('a replay is looked at before it is started: what would run, what ran already, and why not', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const workflow = await aWorkflow(api.database.pool, workspaceId);
  const ran = await aRun(api.database.pool, workspaceId, workflow);
  const skipped = await aRun(api.database.pool, workspaceId, workflow, { status: 'skipped' });
  const replay = {
    notifications: { filter: { eventSourceId: workflow.eventSourceId } },
    ...{ workflowId: workflow.workflowId, revision: 'current' },
  };
  const preview = async (more: object) =>
    (await ask('POST', 'operations/replay-preview', { body: { ...replay, ...more } })).as(Preview);
  expect(await preview({})).toMatchObject({
    notifications: { count: 2, capped: false },
    ...{ wouldRun: 1, alreadyRan: 1, passedOver: { 'already-ran': 1 } },
  });
  expect((await preview({ onlyNew: false })).wouldRun).toBe(2);
  const { samples } = await preview({});
  expect(samples.find(({ reason }) => reason === null)?.notificationId).toBe(skipped.notificationId);
  expect(samples.find(({ reason }) => reason === 'already-ran')?.notificationId).toBe(ran.notificationId);
});
