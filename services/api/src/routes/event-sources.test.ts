import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { EventSource as EventSourceContract } from '../contract/event-sources.ts';
import { Problem, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const EventSource = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  previousUrlsValidUntil: z.string().nullable(),
  organizationId: z.string().nullable(),
  objectType: z.string().nullable(),
  status: EventSourceContract.shape.status,
  lastMessageAt: z.string().nullable(),
  fields: z.array(z.object({ name: z.string(), type: z.string() })),
});
const tokenOf = (url: string) => url.split('/in/')[1];

test('a new event source has a URL of its own and waits for its first message', async () => {
  const { ask } = await api.aTenant();
  const created = await ask('POST', 'event-sources', {
    body: { name: 'Case closed', organizationId: '00D7Q0000004Kpz', objectType: 'Case' },
  });
  expect(created.status).toBe(201);
  const source = created.as(EventSource);
  expect(source).toMatchObject({ status: 'waiting', objectType: 'Case', lastMessageAt: null });
  expect(source.organizationId).toMatch(/^00D7Q0000004Kpz...$/);
  expect(source.url).toMatch(/^http:\/\/ingress\.test\/in\/[\w-]{32}$/);
  expect((await ask('GET', `event-sources/${source.id}`)).as(EventSource)).toEqual(source);
});

test('a rotated URL overlaps with the old one for the hours asked for', async () => {
  const { ask } = await api.aTenant();
  const before = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(EventSource);
  const after = (await ask('POST', `event-sources/${before.id}/rotate`, { body: { overlapHours: 2 } })).as(EventSource);
  expect(after.url).not.toBe(before.url);
  const { rows } = await api.database.pool.query<{ hours: number }>(
    'select extract(epoch from expires_at - now())::float / 3600 as hours from event_source_tokens where token = $1',
    [tokenOf(before.url)],
  );
  expect(rows[0]?.hours).toBeCloseTo(2, 1);
  expect(after.previousUrlsValidUntil).not.toBeNull();
});

test('a rotation without overlap stops the old URL at once', async () => {
  const { ask } = await api.aTenant();
  const before = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(EventSource);
  const after = (await ask('POST', `event-sources/${before.id}/rotate`, { body: { overlapHours: 0 } })).as(EventSource);
  expect(after.previousUrlsValidUntil).toBeNull();
  const { rows } = await api.database.pool.query(
    'select from event_source_tokens where token = $1 and expires_at <= now()',
    [tokenOf(before.url)],
  );
  expect(rows).toHaveLength(1);
});

test('it is disabled and enabled, renamed, and taught fields', async () => {
  const { ask } = await api.aTenant();
  const { id } = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(EventSource);
  expect((await ask('POST', `event-sources/${id}/disable`)).as(EventSource).status).toBe('disabled');
  expect((await ask('POST', `event-sources/${id}/enable`)).as(EventSource).status).toBe('waiting');

  const fields = [{ name: 'IsClosed', type: 'boolean' }];
  const changed = await ask('PATCH', `event-sources/${id}`, { body: { name: 'Closed cases', fields } });
  expect(changed.as(EventSource)).toMatchObject({ name: 'Closed cases', fields });
  const retyped = await ask('PATCH', `event-sources/${id}`, { body: { fields: [{ name: 'IsClosed', type: 'text' }] } });
  expect(retyped.as(EventSource).fields).toMatchObject([{ name: 'IsClosed', type: 'text' }]);
});

test('another workspace sees nothing of it', async () => {
  const [ours, theirs] = [await api.aTenant(), await api.aTenant()];
  const { id } = (await ours.ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(EventSource);
  expect((await theirs.ask('GET', `event-sources/${id}`)).as(Problem).code).toBe('not-found');
  expect((await theirs.ask('POST', `event-sources/${id}/rotate`, { body: {} })).status).toBe(404);
  expect((await theirs.ask('GET', 'event-sources')).as(z.object({ data: z.array(z.unknown()) })).data).toEqual([]);
});

test('rejections are listed by event source, newest first, with their count', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const sources = [];
  for (const name of ['Cases', 'Leads']) {
    sources.push((await ask('POST', 'event-sources', { body: { name } })).as(EventSource).id);
  }
  const { pool } = api.database;
  for (const [index, sourceId] of [...sources, sources[0]].entries()) {
    await pool.query(
      `insert into rejections (id, workspace_id, event_source_id, reason, detail, head, fingerprint, count)
       values (gen_random_uuid(), $1, $2, 'wrong-organization', 'it is another org', '<soapenv:Envelope>', $3, 3)`,
      [workspaceId, sourceId, Buffer.from([index])],
    );
  }
  const Rejections = z.object({
    data: z.array(z.object({ id: z.string(), eventSourceId: z.string(), reason: z.string(), count: z.number() })),
  });
  const list = (await ask('GET', `rejections?eventSourceId=${sources[0]}`)).as(Rejections).data;
  expect(list).toHaveLength(2);
  expect(list).toMatchObject([{ eventSourceId: sources[0], count: 3 }, { reason: 'wrong-organization' }]);
  expect((await ask('GET', `rejections/${list[0]?.id}`)).status).toBe(200);
  expect((await (await api.aTenant()).ask('GET', `rejections/${list[0]?.id}`)).status).toBe(404);
});
