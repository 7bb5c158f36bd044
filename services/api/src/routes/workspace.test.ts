import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aContact, aDelivery, aResponse, aRun, aWorkflow } from '../testing/rows.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Summary = z.object({
  notifications: z.number(),
  sent: z.number(),
  answers: z.number(),
  capped: z.boolean(),
  needsYou: z.array(
    z.object({ cause: z.string(), kind: z.string(), count: z.number(), remedy: z.string(), exampleId: z.string() }),
  ),
  hours: z.array(z.object({ at: z.string(), notifications: z.number(), sent: z.number(), answers: z.number() })),
  steps: z.object({ eventSourceConnected: z.boolean(), surveyPublished: z.boolean(), workflowOn: z.boolean() }),
});

test('an empty workspace says what it lacks', async () => {
  const { ask } = await api.aTenant();
  const summary = (await ask('GET', 'summary')).as(Summary);
  expect(summary).toMatchObject({ notifications: 0, sent: 0, answers: 0, capped: false, needsYou: [] });
  expect(summary.steps).toEqual({ eventSourceConnected: false, surveyPublished: false, workflowOn: false });
  expect(summary.hours).toHaveLength(24);
});

test('today is counted, and what needs a person is told by cause', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { pool } = api.database;
  // Noon wherever the test runs: rows of this minute belong to today.
  const zone = `Etc/GMT${new Date().getUTCHours() >= 12 ? '+' : '-'}${Math.abs(new Date().getUTCHours() - 12)}`;
  await pool.query('update workspaces set time_zone = $2 where id = $1', [workspaceId, zone]);
  const workflow = await aWorkflow(pool, workspaceId);
  const contactId = await aContact(pool, workspaceId);
  const good = await aRun(pool, workspaceId, workflow, { contactId });
  await aDelivery(pool, workspaceId, workflow, good, contactId);
  await aResponse(pool, workspaceId, { ...workflow, ...good, contactId });
  const failed = {
    status: 'failed' as const,
    surveyTask: { status: 'failed', error: { code: 'survey-not-active', detail: null } },
  };
  await aRun(pool, workspaceId, workflow, failed);
  const newest = await aRun(pool, workspaceId, workflow, failed);
  await aRun(pool, workspaceId, workflow, { receivedAt: new Date(Date.now() - 48 * 3_600_000) });
  const lost = await aRun(pool, workspaceId, workflow, { contactId });
  const unknown = await aDelivery(pool, workspaceId, workflow, lost, contactId, { status: 'unknown', sentAt: null });

  const summary = (await ask('GET', 'summary')).as(Summary);
  expect(summary).toMatchObject({ notifications: 4, sent: 1, answers: 1, capped: false });
  expect(summary.hours.reduce((sum, hour) => sum + hour.notifications, 0)).toBe(4);
  expect(summary.needsYou.toSorted((a, b) => a.kind.localeCompare(b.kind))).toMatchObject([
    { cause: 'survey-not-active', kind: 'failed-task', count: 2, exampleId: newest.runId },
    { cause: 'delivery-unknown', kind: 'unknown-delivery', count: 1, exampleId: unknown },
  ]);
});

test('one workspace’s work is not in another’s summary', async () => {
  const [ours, theirs] = [await api.aTenant(), await api.aTenant()];
  await aRun(api.database.pool, theirs.workspaceId, await aWorkflow(api.database.pool, theirs.workspaceId));
  expect((await ours.ask('GET', 'summary')).as(Summary).notifications).toBe(0);
});

test('bounces, event sources that nothing comes from and drafts of workflows that are off need somebody, too', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { pool } = api.database;
  const workflow = await aWorkflow(pool, workspaceId);
  const contactId = await aContact(pool, workspaceId);
  const run = await aRun(pool, workspaceId, workflow, { contactId });
  await aDelivery(pool, workspaceId, workflow, run, contactId, { status: 'hard-bounce' });
  await pool.query(
    `update event_sources set status = 'active', last_message_at = now() - interval '3 days' where id = $1`,
    [workflow.eventSourceId],
  );
  const kinds = async () => {
    const { needsYou } = (await ask('GET', 'summary')).as(Summary);
    return needsYou.map(({ kind, exampleId }) => [kind, exampleId]).toSorted();
  };
  const bounce = ['bounce', workflow.distributionId];
  expect(await kinds()).toEqual([bounce]); // nobody misses messages while the workflow is off
  await pool.query(`update workflows set status = 'on' where id = $1`, [workflow.workflowId]);
  expect(await kinds()).toEqual([bounce, ['silent-source', workflow.eventSourceId]]);

  await pool.query(`update workflows set status = 'off' where id = $1`, [workflow.workflowId]);
  const content = (await ask('GET', `workflows/${workflow.workflowId}`)).as(z.object({ definition: z.unknown() }));
  const draft = { content: content.definition, basedOn: 1, version: 0 };
  expect((await ask('PUT', `workflows/${workflow.workflowId}/draft`, { body: draft })).status).toBe(200);
  expect(await kinds()).toEqual([bounce, ['off-with-draft', workflow.workflowId]]);
});

test('a failed survey task names the survey that has to be mended', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { pool } = api.database;
  const workflow = await aWorkflow(pool, workspaceId);
  const error = { code: 'survey-not-active', detail: null };
  await aRun(pool, workspaceId, workflow, { status: 'partially-failed', surveyTask: { status: 'failed', error } });
  const { needsYou } = (await ask('GET', 'summary')).as(z.object({ needsYou: z.array(z.looseObject({})) }));
  expect(needsYou).toMatchObject([{ cause: 'survey-not-active', surveyId: workflow.surveyId }]);
});
