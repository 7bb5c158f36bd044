import { eventually } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Ask, Problem, password, signIn, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Invite = z.object({ id: z.string(), email: z.string(), role: z.string(), url: z.string() });
const Members = z.object({
  data: z.array(z.object({ id: z.string(), email: z.string(), role: z.string(), ownedWorkflows: z.number() })),
});
const Workflow = z.object({ status: z.string(), owner: z.object({ id: z.string() }).nullable() });

async function invite(ask: Ask, email: string, role = 'editor') {
  const answer = await ask('POST', 'member-invites', { body: { email, role } });
  expect(answer.status, answer.text).toBe(201);
  const made = answer.as(Invite);
  return { ...made, token: made.url.split('#')[1] ?? '' };
}
const join = (token: string, body: object) => api.ask('POST', 'join', { body: { token, ...body } });
const aNewAddress = () => `new-${crypto.randomUUID()}@example.test`;

async function aWorkflow(ask: Ask): Promise<string> {
  const source = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(WithId);
  await ask('PATCH', `event-sources/${source.id}`, { body: { fields: [{ name: 'ContactEmail', type: 'email' }] } });
  const step = { id: 'contact', type: 'contact', matchBy: ['email'], contact: { email: '{{ event.ContactEmail }}' } };
  const body = { name: 'Closed', eventSourceId: source.id, definition: { conditions: null, steps: [step] } };
  return (await ask('POST', 'workflows', { body })).as(WithId).id;
}

test('somebody invited looks at the link, joins with a new account, once, and works there', async () => {
  const { ask, workspaceId } = await api.anAdministrator();
  const email = aNewAddress();
  const { token } = await invite(ask, email.toUpperCase());
  const look = await api.ask('POST', 'join/look', { body: { token } });
  expect(JSON.parse(look.text)).toMatchObject({ email, role: 'editor', hasAccount: false });

  const short = await join(token, { name: 'Grace', password: 'short' });
  expect(short.as(Problem).errors).toMatchObject([{ pointer: '/password' }]);
  const both = await Promise.all([1, 2].map(() => join(token, { name: 'Grace Hopper', password })));
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
  expect((await join(token, { name: 'Grace', password })).as(Problem).code).toBe('invite-not-usable');

  const cookie = await signIn(api.url, email);
  const me = await api.ask('GET', 'me', { headers: { cookie } });
  expect(JSON.parse(me.text)).toMatchObject({
    role: 'editor',
    workspace: { id: workspaceId },
    user: { name: 'Grace Hopper' },
  });
});

test('a link that is withdrawn while somebody joins by it leaves no account behind', async () => {
  const { ask } = await api.anAdministrator();
  const email = aNewAddress();
  const { id, token } = await invite(ask, email);
  const { pool } = api.database;
  const withdrawal = await pool.connect();
  let joining: ReturnType<typeof join>;
  try {
    await withdrawal.query('begin');
    await withdrawal.query('update member_invites set revoked_at = now() where id = $1', [id]);
    joining = join(token, { name: 'Grace', password });
    await eventually(async () => {
      const { rowCount } = await pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return rowCount !== 0; // the link looked good, and is being used up
    });
    await withdrawal.query('commit');
  } finally {
    withdrawal.release();
  }
  expect((await joining).as(Problem).code).toBe('invite-not-usable');
  expect((await pool.query('select from users where email = $1', [email])).rowCount).toBe(0);
  const again = await invite(ask, email);
  expect((await join(again.token, { name: 'Grace', password })).status).toBe(200);
});

test('of two workspaces joined at once with a new account, the second asks for the password', async () => {
  const [one, other] = [await api.anAdministrator(), await api.anAdministrator()];
  const email = aNewAddress();
  const tokens = [(await invite(one.ask, email)).token, (await invite(other.ask, email)).token];
  const answers = await Promise.all(tokens.map((token) => join(token, { name: 'Grace', password })));
  const refused = answers.findIndex(({ status }) => status !== 200);
  if (refused !== -1) {
    // One that came before the account was there is told so; a moment later its password would have been taken.
    expect(answers[refused]?.as(Problem).code).toBe('conflict');
    expect((await join(tokens[refused] ?? '', { password })).status).toBe(200);
  }
  const { rows } = await api.database.pool.query(
    'select count(*) from users u join workspace_members m on m.user_id = u.id where u.email = $1',
    [email],
  );
  expect(rows).toEqual([{ count: 2 }]);
});

test('somebody with an account joins by their password, and guessing ends the link', async () => {
  const [ours, theirs] = [await api.anAdministrator(), await api.anAdministrator()];
  const { token } = await invite(ours.ask, theirs.email, 'viewer');
  expect((await join(token, { password: 'not the password' })).as(Problem).code).toBe('wrong-password');
  expect((await join(token, { password })).status).toBe(200);
  const inOurs = await theirs.ask('GET', 'me', { headers: { 'canvass-workspace': ours.workspaceId } });
  expect(JSON.parse(inOurs.text)).toMatchObject({ role: 'viewer' });

  const again = await api.anAdministrator();
  const guessed = await invite(ours.ask, again.email);
  for (let tries = 0; tries < 10; tries += 1) await join(guessed.token, { password: `guess number ${tries}` });
  expect((await join(guessed.token, { password })).as(Problem).code).toBe('invite-not-usable');
});

test('a link that was withdrawn, replaced by another, or is too old is of no use; none is listed with its secret', async () => {
  const { ask } = await api.anAdministrator();
  const email = aNewAddress();
  const [first, second] = [await invite(ask, email), await invite(ask, email)];
  const usable = async (token: string) => (await api.ask('POST', 'join/look', { body: { token } })).status === 200;
  expect([await usable(first.token), await usable(second.token)]).toEqual([false, true]);
  const list = await ask('GET', 'member-invites');
  expect(list.as(z.object({ data: z.array(WithId) })).data).toEqual([{ id: second.id }]);
  expect(list.text).not.toContain(second.token);
  expect((await ask('POST', `member-invites/${second.id}/withdraw`)).status).toBe(200);
  expect(await usable(second.token)).toBe(false);
  const third = await invite(ask, email);
  await api.database.pool.query('update member_invites set expires_at = now() where id = $1', [third.id]);
  expect(await usable(third.token)).toBe(false);
  expect(await usable('a'.repeat(43))).toBe(false);
});

test('only administrators invite, change and remove; every member sees who is there', async () => {
  const admin = await api.anAdministrator();
  const editor = await api.aMember(admin.workspaceId, 'editor');
  expect(
    (await editor.ask('GET', 'members'))
      .as(Members)
      .data.map(({ role }) => role)
      .toSorted(),
  ).toEqual(['admin', 'editor']);
  for (const [method, path, body] of [
    ['POST', 'member-invites', { email: aNewAddress(), role: 'admin' }],
    ['PATCH', `members/${editor.userId}`, { role: 'admin' }],
    ['POST', `members/${admin.userId}/remove`, {}],
    ['GET', 'member-invites', undefined],
  ] as const) {
    expect((await editor.ask(method, path, { body })).as(Problem).code).toBe('forbidden');
  }
  const stranger = await api.anAdministrator();
  expect((await stranger.ask('PATCH', `members/${editor.userId}`, { body: { role: 'viewer' } })).status).toBe(404);
});

test('the last administrator stays one, also when two step down at once', async () => {
  const first = await api.anAdministrator();
  const role = (userId: string, wanted: string) => first.ask('PATCH', `members/${userId}`, { body: { role: wanted } });
  expect((await role(first.userId, 'viewer')).as(Problem).code).toBe('last-administrator');
  expect((await first.ask('POST', `members/${first.userId}/remove`, { body: {} })).as(Problem).code).toBe(
    'last-administrator',
  );
  const second = await api.aMember(first.workspaceId, 'admin');
  const answers = await Promise.all([
    first.ask('PATCH', `members/${first.userId}`, { body: { role: 'editor' } }),
    second.ask('PATCH', `members/${second.userId}`, { body: { role: 'editor' } }),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
});

test('what a removed member owned goes to another, stays on, and they are out at once', async () => {
  const admin = await api.anAdministrator();
  const [leaver, heir] = [
    await api.aMember(admin.workspaceId, 'editor'),
    await api.aMember(admin.workspaceId, 'editor'),
  ];
  const workflowId = await aWorkflow(leaver.ask);
  await leaver.ask('POST', `workflows/${workflowId}/on`);
  const remove = (body: object) => admin.ask('POST', `members/${leaver.userId}/remove`, { body });
  expect((await remove({})).as(Problem).code).toBe('member-owns-workflows');
  expect((await remove({ transferTo: leaver.userId })).as(Problem).errors).toMatchObject([{ pointer: '/transferTo' }]);
  expect((await remove({ transferTo: heir.userId })).status).toBe(200);
  expect((await leaver.ask('GET', 'me')).status).toBe(403);
  expect((await heir.ask('GET', `workflows/${workflowId}`)).as(Workflow)).toEqual({
    status: 'on',
    owner: { id: heir.userId },
  });
});

test('whoever administers a workspace makes another one of their own', async () => {
  const { ask, workspaceId } = await api.anAdministrator();
  const made = (await ask('POST', 'workspaces', { body: { name: 'Second' } })).as(WithId);
  const me = await ask('GET', 'me', { headers: { 'canvass-workspace': made.id } });
  expect(JSON.parse(me.text)).toMatchObject({ role: 'admin', workspace: { id: made.id, name: 'Second' } });
  const inFirst = z.object({ workspaces: z.array(WithId) }).parse(JSON.parse((await ask('GET', 'me')).text));
  expect(inFirst.workspaces.map(({ id }) => id)).toEqual([workspaceId, made.id]);
});
