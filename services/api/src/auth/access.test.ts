import { setMember } from '@canvass/database';
import { aWorkspace } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Me } from '../contract/workspace.ts';
import { Problem, signIn, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const MeAnswer = z.object({ user: Me.shape.user, apiKey: Me.shape.apiKey, role: Me.shape.role, workspace: WithId });
const NewKey = z.object({ id: z.string(), key: z.string(), prefix: z.string() });

test('an administrator makes a key that works until it is revoked', async () => {
  const { ask, workspaceId } = await api.anAdministrator();
  const made = (await ask('POST', 'api-keys', { body: { name: 'Reports' } })).as(NewKey);
  expect(made.key.startsWith(made.prefix)).toBe(true);
  const withKey = { headers: { authorization: `Bearer ${made.key}` } };
  const me = (await api.ask('GET', 'me', withKey)).as(MeAnswer);
  expect(me).toMatchObject({ user: null, apiKey: { id: made.id, name: 'Reports' }, workspace: { id: workspaceId } });

  expect((await ask('POST', `api-keys/${made.id}/revoke`)).status).toBe(200);
  expect((await api.ask('GET', 'me', withKey)).status).toBe(401);
});

test('a key is never listed, and its use is dated', async () => {
  const { ask } = await api.anAdministrator();
  const { key, id } = (await ask('POST', 'api-keys', { body: { name: 'Reports' } })).as(NewKey);
  await api.ask('GET', 'me', { headers: { authorization: `Bearer ${key}` } });
  await expect
    .poll(async () => {
      const list = await ask('GET', 'api-keys');
      expect(list.text).not.toContain(key);
      const keys = list.as(
        z.object({ data: z.array(z.object({ id: z.string(), lastUsedAt: z.string().nullable() })) }),
      );
      return keys.data.find((each) => each.id === id)?.lastUsedAt;
    })
    .toBeTypeOf('string');
});

test('a key may not administer keys', async () => {
  const { ask } = await api.aTenant();
  expect((await ask('POST', 'api-keys', { body: { name: 'Another' } })).as(Problem).code).toBe('forbidden');
});

test('a wrong password signs nobody in, and nobody signs themselves up', async () => {
  const { email } = await api.anAdministrator();
  await expect(signIn(api.url, email, 'wrong password 123')).rejects.toThrow('401');
  const signUp = await api.ask('POST', '/api/auth/sign-up/email', {
    body: { email: 'new@example.test', password: 'long enough 12345', name: 'New' },
    headers: { origin: api.url },
  });
  expect(signUp.status).toBe(400);
});

test('a session changes things from the console’s own pages only', async () => {
  const { cookie } = await api.anAdministrator();
  const from = (origin: string | undefined) =>
    api.ask('POST', 'event-sources', {
      body: { name: 'Cases' },
      headers: origin === undefined ? { cookie } : { cookie, origin },
    });
  expect((await from('https://evil.test')).status).toBe(403);
  expect((await from(undefined)).status).toBe(403);
  expect((await from(api.url)).status).toBe(201);
  expect((await from('http://console.test')).status).toBe(201);
});

test('a signed-out session is over', async () => {
  const { cookie, ask } = await api.anAdministrator();
  expect((await ask('GET', 'me')).status).toBe(200);
  await api.ask('POST', '/api/auth/sign-out', { body: {}, headers: { cookie, origin: api.url } });
  expect((await ask('GET', 'me')).status).toBe(401);
});

test('a user chooses among their workspaces and reaches no other', async () => {
  const { ask, userId } = await api.anAdministrator();
  const [second, foreign] = [await aWorkspace(api.database.pool), await aWorkspace(api.database.pool)];
  await setMember(api.database.pool, second, userId, 'viewer');

  const inSecond = (await ask('GET', 'me', { headers: { 'canvass-workspace': second } })).as(MeAnswer);
  expect(inSecond).toMatchObject({ role: 'viewer', workspace: { id: second } });
  expect((await ask('GET', 'me', { headers: { 'canvass-workspace': foreign } })).status).toBe(403);
});

test('a viewer reads and changes nothing', async () => {
  const { ask, userId, workspaceId } = await api.anAdministrator();
  await setMember(api.database.pool, workspaceId, userId, 'viewer');
  expect((await ask('GET', 'event-sources')).status).toBe(200);
  expect((await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(Problem).code).toBe('forbidden');
});
