import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aContact, aDelivery, aRun, aWorkflow } from '../testing/rows.ts';
import { Problem, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Delivery = z.object({
  id: z.string(),
  runId: z.string(),
  contactId: z.string(),
  channel: z.string(),
  to: z.string(),
  status: z.string(),
  providerMessageId: z.string().nullable(),
  sentAt: z.string().nullable(),
  events: z.array(z.object({ type: z.string(), at: z.string(), detail: z.unknown() })),
});
const Deliveries = z.object({ data: z.array(Delivery) });
const Distribution = z.object({
  id: z.string(),
  surveyName: z.string().nullable(),
  funnel: z.object({
    counted: z.number(),
    complete: z.boolean(),
    sent: z.number(),
    delivered: z.number(),
    opened: z.number(),
    started: z.number(),
    finished: z.number(),
    byStatus: z.record(z.string(), z.number()),
  }),
});

async function aWorld() {
  const tenant = await api.aTenant();
  const { pool } = api.database;
  const workflow = await aWorkflow(pool, tenant.workspaceId);
  const contactId = await aContact(pool, tenant.workspaceId);
  return {
    ...tenant,
    workflow,
    contactId,
    async delivery(values: Parameters<typeof aDelivery>[5] = {}, runValues: Parameters<typeof aRun>[3] = {}) {
      const run = await aRun(pool, tenant.workspaceId, workflow, { contactId, ...runValues });
      return { ...run, deliveryId: await aDelivery(pool, tenant.workspaceId, workflow, run, contactId, values) };
    },
  };
}

test('a delivery tells to whom, what the provider said, and every event', async () => {
  const { ask, delivery, contactId } = await aWorld();
  const { deliveryId, runId } = await delivery();
  expect((await ask('GET', `deliveries/${deliveryId}`)).as(Delivery)).toMatchObject({
    id: deliveryId,
    runId,
    contactId,
    channel: 'email',
    to: 'ada@example.test',
    status: 'delivered',
    providerMessageId: 'ses-1',
    events: [{ type: 'sent' }, { type: 'delivered', detail: { provider: 'ses' } }],
  });
});

test('deliveries are filtered by status, run, contact, distribution and time', async () => {
  const { ask, delivery, workflow, contactId } = await aWorld();
  const sent = await delivery({ status: 'sent' });
  const failed = await delivery({ status: 'failed', sentAt: null });
  const ids = async (path: string) => (await ask('GET', path)).as(Deliveries).data.map(({ id }) => id);
  const [first, second] = [failed.deliveryId, sent.deliveryId];
  expect(await ids('deliveries')).toEqual([first, second]);
  expect(await ids('deliveries?status=sent')).toEqual([second]);
  expect(await ids('deliveries?status=sent,failed')).toEqual([first, second]);
  expect(await ids(`deliveries?runId=${failed.runId}`)).toEqual([first]);
  expect(await ids(`deliveries?contactId=${contactId}&channel=sms`)).toEqual([]);
  expect(await ids(`deliveries?sentAfter=${new Date(Date.now() - 60_000).toISOString()}`)).toEqual([second]);
  expect(await ids(`deliveries?sentAfter=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
  expect(await ids(`distributions/${workflow.distributionId}/deliveries`)).toEqual([first, second]);
});

test('the funnel counts whoever came at least so far', async () => {
  const { ask, delivery, workflow } = await aWorld();
  for (const status of ['sent', 'delivered', 'opened', 'finished'] as const) await delivery({ status });
  await delivery({ status: 'failed', sentAt: null });
  const expected = { counted: 5, complete: true, sent: 4, delivered: 3, opened: 2, started: 1, finished: 1 };
  const one = (await ask('GET', `distributions/${workflow.distributionId}`)).as(Distribution);
  expect(one).toMatchObject({ surveyName: 'CSAT', funnel: expected });
  expect(one.funnel.byStatus).toEqual({ sent: 1, delivered: 1, opened: 1, finished: 1, failed: 1 });
  const list = (await ask('GET', 'distributions')).as(z.object({ data: z.array(Distribution) })).data;
  expect(list).toMatchObject([{ id: workflow.distributionId, funnel: expected }]);
});

const lost = {
  status: 'failed' as const,
  surveyTask: { status: 'failed', error: { code: 'delivery-unknown', detail: null } },
};

test.each([
  ['sent', 'sent'],
  ['not-sent', 'failed'],
])('an unknown delivery resolved as %s leaves it %s and its task to be done again', async (as, status) => {
  const { ask, delivery } = await aWorld();
  const { deliveryId, runId } = await delivery({ status: 'unknown', sentAt: null }, lost);
  const resolved = (await ask('POST', `deliveries/${deliveryId}/resolve`, { body: { as } })).as(Delivery);
  expect(resolved.status).toBe(status);
  expect(resolved.sentAt === null).toBe(as === 'not-sent');
  const run = (await ask('GET', `runs/${runId}`)).as(
    z.object({ status: z.string(), tasks: z.array(z.object({ status: z.string() })) }),
  );
  expect(run).toMatchObject({ status: 'running', tasks: [{ status: 'succeeded' }, { status: 'queued' }] });
  expect((await ask('POST', `deliveries/${deliveryId}/resolve`, { body: { as } })).as(Problem).code).toBe('conflict');
});

test.each(['sent', 'not-sent'])(
  'an unknown delivery is resolved as %s while other steps of its run go on',
  async (as) => {
    const { ask, delivery } = await aWorld();
    const { deliveryId, runId } = await delivery({ status: 'unknown', sentAt: null }, { ...lost, status: 'running' });
    expect((await ask('POST', `deliveries/${deliveryId}/resolve`, { body: { as } })).status).toBe(200);
    const run = (await ask('GET', `runs/${runId}`)).as(
      z.object({ status: z.string(), tasks: z.array(z.object({ status: z.string() })) }),
    );
    expect(run).toMatchObject({ status: 'running', tasks: [{ status: 'succeeded' }, { status: 'queued' }] });
  },
);

test('deliveries of another workspace do not exist', async () => {
  const [ours, theirs] = [await aWorld(), await aWorld()];
  const { deliveryId } = await theirs.delivery({ status: 'unknown' }, lost);
  expect((await ours.ask('GET', `deliveries/${deliveryId}`)).status).toBe(404);
  expect((await ours.ask('POST', `deliveries/${deliveryId}/resolve`, { body: { as: 'sent' } })).status).toBe(404);
  expect((await ours.ask('GET', `distributions/${theirs.workflow.distributionId}/deliveries`)).status).toBe(404);
});

test('what becomes of unknown deliveries is set by an administrator, within bounds, and is in the audit log', async () => {
  const { ask } = await api.anAdministrator();
  const usual = { settleAs: null, afterHours: 24 };
  expect(JSON.parse((await ask('GET', 'unknown-delivery-rule')).text)).toEqual(usual);
  const rule = { settleAs: 'sent', afterHours: 48 };
  expect(JSON.parse((await ask('PUT', 'unknown-delivery-rule', { body: rule })).text)).toEqual(rule);
  expect(JSON.parse((await ask('GET', 'unknown-delivery-rule')).text)).toEqual(rule);
  expect((await ask('PUT', 'unknown-delivery-rule', { body: { settleAs: 'sent', afterHours: 0 } })).status).toBe(400);
  expect(JSON.parse((await ask('PUT', 'unknown-delivery-rule', { body: { settleAs: null } })).text)).toEqual(usual);
  const { data } = (await ask('GET', 'audit-log?action=workspace.unknown-deliveries-set')).as(
    z.object({ data: z.array(z.object({ detail: z.unknown() })) }),
  );
  expect(data.map(({ detail }) => detail)).toEqual([{ settleAs: null }, rule]);
});
