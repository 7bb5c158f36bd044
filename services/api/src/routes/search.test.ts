import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aContact, aDelivery, aRun, aWorkflow } from '../testing/rows.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Hits = z.object({ hits: z.array(z.looseObject({ kind: z.string(), id: z.string() })) });
type Tenant = Awaited<ReturnType<TestApi['aTenant']>>;

async function search({ ask }: Pick<Tenant, 'ask'>, text: string): Promise<[kind: string, id: string][]> {
  const { hits } = (await ask('GET', `search?query=${encodeURIComponent(text)}`)).as(Hits);
  return hits.map(({ kind, id }) => [kind, id]);
}

async function aBusyTenant() {
  const tenant = await api.aTenant();
  const { pool } = api.database;
  const workflow = await aWorkflow(pool, tenant.workspaceId);
  const contactId = await aContact(pool, tenant.workspaceId);
  const run = await aRun(pool, tenant.workspaceId, workflow, { contactId });
  const deliveryId = await aDelivery(pool, tenant.workspaceId, workflow, run, contactId);
  return { ...tenant, ...workflow, ...run, contactId, deliveryId };
}

test('a record id finds its runs, with 15 and with 18 characters', async () => {
  const tenant = await aBusyTenant();
  expect(await search(tenant, '5007Q00000AbCdEQAV')).toEqual([['run', tenant.runId]]);
  expect(await search(tenant, '5007Q00000AbCdE')).toEqual([['run', tenant.runId]]);
});

test('a trace id finds the runs of its message', async () => {
  const tenant = await aBusyTenant();
  expect(await search(tenant, '0AF7651916cd43dd8448eb211c80319c')).toEqual([['run', tenant.runId]]);
});

test('an id finds what it is the id of', async () => {
  const tenant = await aBusyTenant();
  expect(await search(tenant, tenant.runId)).toEqual([['run', tenant.runId]]);
  expect(await search(tenant, tenant.deliveryId)).toEqual([['delivery', tenant.deliveryId]]);
  expect(await search(tenant, tenant.contactId)).toEqual([['contact', tenant.contactId]]);
  expect(await search(tenant, tenant.surveyId.toUpperCase())).toEqual([['survey', tenant.surveyId]]);
});

test('a contact is found by the beginning of the name or the address, a survey by any part of its name', async () => {
  const tenant = await aBusyTenant();
  expect(await search(tenant, 'ADA')).toEqual([['contact', tenant.contactId]]);
  expect(await search(tenant, 'ada@example')).toEqual([['contact', tenant.contactId]]);
  expect(await search(tenant, 'sat')).toEqual([['survey', tenant.surveyId]]);
});

test('names are looked for in every kind of thing', async () => {
  const tenant = await aBusyTenant();
  await tenant.ask('POST', 'mailing-lists', { body: { name: 'Not closed yet' } });
  const kinds = (await search(tenant, 'closed')).map(([kind]) => kind);
  expect(kinds).toEqual(['workflow', 'event-source', 'mailing-list']);
});

test('nothing of another workspace is found', async () => {
  const [ours, theirs] = [await aBusyTenant(), await aBusyTenant()];
  for (const text of [theirs.runId, theirs.deliveryId, theirs.contactId, theirs.workflowId]) {
    expect(await search(ours, text)).toEqual([]);
  }
});

test('what is no query is refused, and what looks like a pattern is only text', async () => {
  const tenant = await aBusyTenant();
  expect((await tenant.ask('GET', 'search?query=a')).status).toBe(400);
  expect(await search(tenant, '%%')).toEqual([]);
  expect(await search(tenant, '__')).toEqual([]);
});
