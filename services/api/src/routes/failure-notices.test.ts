import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aWorkflow } from '../testing/rows.ts';
import { Problem, startTestApi, type TestApi } from '../testing/test-api.ts';

const Notices = z.looseObject({
  members: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
  addresses: z.array(z.string()),
  fromAddress: z.string().nullable(),
  intervalMinutes: z.number(),
  notices: z.array(z.looseObject({ kind: z.string(), status: z.string(), recipients: z.number() })),
});

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

async function aWorkspaceWithWorkflow() {
  const admin = await api.anAdministrator();
  const { workflowId } = await aWorkflow(api.database.pool, admin.workspaceId);
  const at = `workflows/${workflowId}/failure-notices`;
  return { ...admin, at };
}

test('who is told is chosen among members and addresses, and audited without the addresses', async () => {
  const { ask, at, workspaceId } = await aWorkspaceWithWorkflow();
  expect((await ask('GET', at)).as(Notices)).toMatchObject({ members: [], addresses: [], fromAddress: null });
  const member = await api.aMember(workspaceId, 'viewer');
  const body = {
    memberIds: [member.userId],
    addresses: [' ops@Acme.example', 'ops@Acme.example'],
    fromAddress: 'feedback@acme.example',
    intervalMinutes: 30,
  };
  const set = await ask('PUT', at, { body });
  expect(set.status, set.text).toBe(200);
  const told = (await ask('GET', at)).as(Notices);
  expect(told).toMatchObject({ addresses: ['ops@Acme.example'], fromAddress: body.fromAddress, intervalMinutes: 30 });
  expect(told.members.map(({ id }) => id)).toEqual([member.userId]);
  const log = await ask('GET', 'audit-log');
  expect(log.text).toContain('workflow.failure-notices-set');
  expect(log.text).not.toContain('ops@');

  await ask('POST', `members/${member.userId}/remove`, { body: {} });
  expect((await ask('GET', at)).as(Notices).members).toEqual([]);
});

test('what cannot be is refused where it stands', async () => {
  const { ask, at } = await aWorkspaceWithWorkflow();
  const put = async (body: object) => {
    const answer = await ask('PUT', at, { body: { fromAddress: 'feedback@acme.example', ...body } });
    return answer.as(Problem).errors.map((place) => place.pointer);
  };
  expect(await put({ memberIds: ['nobody'], addresses: ['no address'] })).toEqual(['/memberIds/0', '/addresses/0']);
  expect(await put({ addresses: Array.from({ length: 21 }, (_, n) => `a${n}@acme.example`) })).toEqual(['/addresses']);
  expect(await put({ intervalMinutes: 1 })).toEqual(['/intervalMinutes']);
});

test('a test notice goes to everybody who is told, one at a time', async () => {
  const { ask, at } = await aWorkspaceWithWorkflow();
  expect((await ask('POST', `${at}/test`)).as(Problem).code).toBe('conflict');
  await ask('PUT', at, { body: { addresses: ['ops@acme.example'], fromAddress: 'feedback@acme.example' } });
  const sent = (await ask('POST', `${at}/test`)).as(Notices);
  expect(sent.notices).toMatchObject([{ kind: 'test', status: 'waiting', recipients: 1 }]);
  expect((await ask('POST', `${at}/test`)).as(Problem).code).toBe('conflict');
});

test('a notice that reached nobody is something to see to, until another goes out', async () => {
  const { ask, at, workspaceId } = await aWorkspaceWithWorkflow();
  const kinds = async () => {
    const { needsYou } = (await ask('GET', 'summary')).as(
      z.object({ needsYou: z.array(z.looseObject({ kind: z.string() })) }),
    );
    return needsYou.map(({ kind }) => kind);
  };
  await ask('PUT', at, { body: { addresses: ['ops@acme.example'], fromAddress: 'feedback@acme.example' } });
  await ask('POST', `${at}/test`);
  expect(await kinds()).toEqual([]);
  await api.database.pool.query(`update failure_notices set status = 'failed' where workspace_id = $1`, [workspaceId]);
  expect(await kinds()).toEqual(['failed-notice']);
  await ask('POST', `${at}/test`);
  expect(await kinds()).toEqual([]);
});

test('a viewer sees who is told, and does not change it; another workspace sees nothing', async () => {
  const { at, workspaceId } = await aWorkspaceWithWorkflow();
  const viewer = await api.aMember(workspaceId, 'viewer');
  expect((await viewer.ask('GET', at)).status).toBe(200);
  expect((await viewer.ask('PUT', at, { body: { fromAddress: 'feedback@acme.example' } })).as(Problem).code).toBe(
    'not-shared',
  );
  const stranger = await api.anAdministrator();
  expect((await stranger.ask('GET', at)).status).toBe(404);
});
