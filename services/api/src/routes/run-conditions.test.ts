import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aRun, aWorkflow } from '../testing/rows.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const comparison = (field: string, value: string) => ({
  kind: 'comparison',
  operator: 'equals',
  left: { from: 'event', field },
  value,
});

test('a skipped run says of each comparison what it saw', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const workflow = await aWorkflow(api.database.pool, workspaceId);
  const conditions = {
    kind: 'group',
    match: 'all',
    conditions: [comparison('Status', 'Closed'), comparison('Priority', 'High')],
  };
  await api.database.pool.query(
    `update workflow_revisions set definition = jsonb_set(definition, '{conditions}', $2) where id = $1`,
    [workflow.revisionId, JSON.stringify(conditions)],
  );
  const fields = { Status: 'Closed', Priority: null };
  const { runId } = await aRun(api.database.pool, workspaceId, workflow, { status: 'skipped', fields });
  expect((await ask('GET', `runs/${runId}/conditions`)).as(z.unknown())).toMatchObject({
    conditions: {
      match: 'all',
      met: false,
      conditions: [
        { met: true, saw: 'Closed' },
        { met: false, saw: null },
      ],
    },
    branches: [],
  });
});

test('another workspace’s run is not there', async () => {
  const { workspaceId } = await api.aTenant();
  const { runId } = await aRun(api.database.pool, workspaceId, await aWorkflow(api.database.pool, workspaceId));
  const { ask } = await api.aTenant();
  expect((await ask('GET', `runs/${runId}/conditions`)).status).toBe(404);
});
