import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aContact, aRun, aWorkflow } from '../testing/rows.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
  return () => api[Symbol.asyncDispose]();
});

async function aWorld() {
  const tenant = await api.aTenant();
  const workflow = await aWorkflow(api.database.pool, tenant.workspaceId);
  await api.database.pool.query(
    `insert into event_source_fields (event_source_id, workspace_id, name, type)
     values ($1, $2, 'CaseNumber', 'text'), ($1, $2, 'Subject', 'text')`,
    [workflow.eventSourceId, tenant.workspaceId],
  );
  return { ...tenant, workflow };
}
const failed = {
  status: 'failed' as const,
  surveyTask: { status: 'failed', error: { code: 'invalid-email', detail: 'x@' } },
};

test('runs come as CSV with fields, outcome, error in words and tasks; a formula in a field is no formula any more', async () => {
  const { ask, workspaceId, workflow } = await aWorld();
  const contactId = await aContact(api.database.pool, workspaceId);
  const fields = { CaseNumber: '00001026', Subject: '=HYPERLINK("http://evil.test")' };
  await aRun(api.database.pool, workspaceId, workflow, { ...failed, contactId, fields });
  await aRun(api.database.pool, workspaceId, workflow);
  const file = await ask('GET', 'runs/export.csv?status=failed');
  expect(file.headers.get('content-type')).toContain('text/csv');
  const lines = file.text.split('\r\n');
  expect(lines).toHaveLength(3); // head, one run, and the end of its line
  expect(lines[0]).toMatch(/^run_id,status,.*,tasks,event\.CaseNumber,event\.Subject$/);
  expect(lines[1]).toContain('The e-mail address is not valid.');
  expect(lines[1]).toContain(`00001026,"'=HYPERLINK(""http://evil.test"")"`);
});

test('runs come as one JSON a line, whole, newest first, however many pages they are', async () => {
  const { ask, workspaceId, workflow } = await aWorld();
  const ids: string[] = [];
  for (let count = 0; count < 120; count += 1) {
    ids.push((await aRun(api.database.pool, workspaceId, workflow, { fields: { Subject: 'x'.repeat(20_000) } })).runId);
  }
  const { text } = await ask('GET', 'runs/export.ndjson');
  const runs = text
    .trimEnd()
    .split('\n')
    .map((line) => z.object({ id: z.string(), input: z.record(z.string(), z.string()) }).parse(JSON.parse(line)));
  expect(runs.map(({ id }) => id)).toEqual(ids.toSorted().toReversed());
  expect(runs.every(({ input }) => input.Subject?.length === 20_000)).toBe(true);
});
