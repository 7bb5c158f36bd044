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

const NewSource = EventSource.extend({
  kind: z.string(),
  secret: z.string().nullable(),
  keyPointer: z.string().nullable(),
  secrets: z.array(z.object({ scheme: z.string(), hint: z.string(), expiresAt: z.string().nullable() })),
});

test('one for JSON shows its token once, and no reading of it ever again', async () => {
  const { ask } = await api.aTenant();
  const body = { name: 'Orders', kind: 'json' };
  const made = (await ask('POST', 'event-sources', { body })).as(NewSource);
  expect(made.secret).toMatch(/^cvi_[\w-]{43}$/);
  expect(made.secrets).toMatchObject([{ scheme: 'bearer', hint: made.secret?.slice(-4), expiresAt: null }]);
  for (const path of [`event-sources/${made.id}`, 'event-sources']) {
    expect((await ask('GET', path)).text).not.toContain(made.secret);
  }
  const { rows } = await api.database.pool.query('select secret from event_source_secrets where event_source_id = $1', [
    made.id,
  ]);
  expect(rows).toHaveLength(1);
  expect(rows[0].secret).not.toContain(made.secret);
});

test('a replaced secret overlaps with the newer one, even of another scheme', async () => {
  const { ask } = await api.aTenant();
  const made = (await ask('POST', 'event-sources', { body: { name: 'Orders', kind: 'json' } })).as(NewSource);
  const path = `event-sources/${made.id}/secret`;
  const signed = (await ask('POST', path, { body: { scheme: 'hmac', overlapHours: 2 } })).as(NewSource);
  expect(signed.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(signed.secrets.map(({ scheme }) => scheme)).toEqual(['hmac', 'bearer']);
  expect(signed.secrets.map(({ expiresAt }) => expiresAt === null)).toEqual([true, false]);
  const only = (await ask('POST', path, { body: { scheme: 'bearer', overlapHours: 0 } })).as(NewSource);
  expect(only.secrets).toMatchObject([{ scheme: 'bearer', hint: only.secret?.slice(-4) }]);
});

test('the places of an event’s ids are set and unset; one for Salesforce has neither these nor a secret', async () => {
  const { ask } = await api.aTenant();
  const json = (await ask('POST', 'event-sources', { body: { name: 'Orders', kind: 'json' } })).as(NewSource);
  const set = await ask('PATCH', `event-sources/${json.id}`, { body: { keyPointer: '/order/id' } });
  expect(set.as(NewSource.omit({ secret: true }))).toMatchObject({ keyPointer: '/order/id' });
  const unset = await ask('PATCH', `event-sources/${json.id}`, { body: { keyPointer: null } });
  expect(unset.as(NewSource.omit({ secret: true }))).toMatchObject({ keyPointer: null });
  expect((await ask('PATCH', `event-sources/${json.id}`, { body: { keyPointer: 'order' } })).status).toBe(400);

  const cases = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(NewSource);
  expect(cases).toMatchObject({ kind: 'salesforce', secret: null, secrets: [] });
  const refused = await ask('POST', `event-sources/${cases.id}/secret`, { body: { scheme: 'bearer' } });
  expect(refused.as(Problem).code).toBe('invalid-request');
  const mixed = { name: 'Orders', kind: 'json', organizationId: '00D7Q0000004Kpz' };
  expect((await ask('POST', 'event-sources', { body: mixed })).as(Problem).code).toBe('invalid-request');
});

test('another workspace can replace no secret', async () => {
  const [ours, theirs] = [await api.aTenant(), await api.aTenant()];
  const { id } = (await ours.ask('POST', 'event-sources', { body: { name: 'Orders', kind: 'json' } })).as(NewSource);
  expect((await theirs.ask('POST', `event-sources/${id}/secret`, { body: { scheme: 'hmac' } })).status).toBe(404);
});

test('who may send is set and unset: networks in their plain form, and a certificate', async () => {
  const { ask } = await api.aTenant();
  const { id } = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(EventSource);
  const Guarded = z.object({ allowedNetworks: z.array(z.string()).nullable(), certificate: z.unknown() });
  const change = async (body: object) => (await ask('PATCH', `event-sources/${id}`, { body })).as(Guarded);
  const certificate = { header: 'ssl-client-subject-dn', kind: 'subject', value: 'CN=sender' };
  expect(await change({ allowedNetworks: ['203.0.113.77/24', '198.51.100.4', '2001:db8::1/32'], certificate })).toEqual(
    {
      allowedNetworks: ['203.0.113.0/24', '198.51.100.4/32', '2001:db8::/32'],
      certificate,
    },
  );
  expect(await change({ allowedNetworks: null })).toEqual({ allowedNetworks: null, certificate });
  expect(await change({ certificate: null })).toEqual({ allowedNetworks: null, certificate: null });
  for (const wrong of [['203.0.113.0/33'], ['example.com'], []]) {
    const refused = await ask('PATCH', `event-sources/${id}`, { body: { allowedNetworks: wrong } });
    expect(refused.as(Problem).code).toBe('invalid-request');
  }
});
