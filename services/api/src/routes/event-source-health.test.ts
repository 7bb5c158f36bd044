import { addEventSourceTest, endEventSourceTest, newId } from '@canvass/database';
import { EventSourceId, WorkflowId } from '@canvass/domain';
import { emailSenderOf } from '@canvass/providers';
import { startSesStandIn } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Senders } from '../senders.ts';
import { aRun, aWorkflow } from '../testing/rows.ts';
import { type Ask, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';
import { checkFroms } from './event-source-checks.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Health = z.object({
  minutes: z.array(z.object({ messages: z.number(), notifications: z.number() })),
  capped: z.boolean(),
  lag: z.object({ waiting: z.number(), medianMs: z.number().nullable() }),
  rejections: z.array(z.object({ reason: z.string(), count: z.number() })),
});

test('the health of an event source counts its own notifications and rejections only', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { pool } = api.database;
  const workflow = await aWorkflow(pool, workspaceId);
  const other = await aWorkflow(pool, workspaceId);
  await aRun(pool, workspaceId, workflow);
  await aRun(pool, workspaceId, workflow);
  await aRun(pool, workspaceId, other);
  for (const [source, count] of [
    [workflow.eventSourceId, 3],
    [other.eventSourceId, 9],
  ] as const) {
    await pool.query(
      `insert into rejections (id, workspace_id, event_source_id, reason, detail, head, fingerprint, count)
       values (gen_random_uuid(), $1, $2, 'wrong-organization', '', '', '\\x01', $3)`,
      [workspaceId, source, count],
    );
  }
  const health = (await ask('GET', `event-sources/${workflow.eventSourceId}/health`)).as(Health);
  expect(health.minutes).toHaveLength(60);
  expect(health.minutes.reduce((sum, minute) => sum + minute.notifications, 0)).toBe(2);
  expect(health.rejections).toEqual([expect.objectContaining({ reason: 'wrong-organization', count: 3 })]);
  expect(health.capped).toBe(false);
});

const Checks = z.object({
  checks: z.array(
    z.object({
      code: z.string(),
      outcome: z.string(),
      findings: z.array(z.object({ code: z.string(), id: z.unknown() })),
    }),
  ),
});

async function checksOf(ask: Ask, eventSourceId: string) {
  const { checks } = (await ask('GET', `event-sources/${eventSourceId}/checks`)).as(Checks);
  return new Map(checks.map((check) => [check.code, check]));
}

test('a source of events whose secrets have ended is told, and none of Salesforce’s own questions', async () => {
  const { ask } = await api.aTenant();
  const { pool } = api.database;
  const { id } = (await ask('POST', 'event-sources', { body: { name: 'Orders', kind: 'json' } })).as(WithId);
  const before = await checksOf(ask, id);
  expect(before.get('secret-current')?.outcome).toBe('fine');
  expect(before.has('address-reachable')).toBe(false);
  await pool.query(
    `update event_source_secrets set expires_at = now() - interval '1 minute' where event_source_id = $1`,
    [id],
  );
  expect((await checksOf(ask, id)).get('secret-current')?.outcome).toBe('problem');
});

test('events that only repeat a key are told, as long as nothing new comes', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { pool } = api.database;
  const workflow = await aWorkflow(pool, workspaceId);
  const at = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  await aRun(pool, workspaceId, workflow, { receivedAt: at(20) });
  const source = (lastMessageAt: Date, duplicates: number) =>
    pool.query(`update event_sources set kind = 'json', last_message_at = $2, duplicate_count = $3 where id = $1`, [
      workflow.eventSourceId,
      lastMessageAt,
      duplicates,
    ]);
  const outcome = async () => (await checksOf(ask, workflow.eventSourceId)).get('messages-new')?.outcome;
  await source(at(20), 4);
  expect(await outcome()).toBe('fine');
  await source(at(1), 5);
  expect(await outcome()).toBe('problem');
  await source(at(600), 5);
  expect(await outcome()).toBe('unknown');
});

test('conditions that let nothing through are told with their workflow, until something comes through', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { pool } = api.database;
  const workflow = await aWorkflow(pool, workspaceId);
  await pool.query(`update workflows set status = 'on' where id = $1`, [workflow.workflowId]);
  const check = async () => (await checksOf(ask, workflow.eventSourceId)).get('conditions-met');
  expect((await check())?.outcome).toBe('unknown');
  await aRun(pool, workspaceId, workflow, { status: 'skipped' });
  expect(await check()).toMatchObject({ outcome: 'problem', findings: [{ id: workflow.workflowId }] });
  await aRun(pool, workspaceId, workflow, { status: 'running' });
  expect((await check())?.outcome).toBe('fine');
});

test('where only a test message came in, the way is open and the sender is where to look', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { pool } = api.database;
  const id = EventSourceId.parse((await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(WithId).id);
  expect((await checksOf(ask, id)).get('messages-arrive')).toMatchObject({ outcome: 'unknown', findings: [] });
  const made = await addEventSourceTest(pool, workspaceId, id);
  await endEventSourceTest(pool, workspaceId, made.id, { outcome: 'accepted' });
  expect((await checksOf(ask, id)).get('messages-arrive')).toMatchObject({ findings: [{ code: 'test-accepted' }] });
});

test('a from address that the provider has not verified is told, once a workflow and address', async () => {
  await using ses = await startSesStandIn();
  ses.verify('acme.example');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const email = emailSenderOf({ AWS_REGION: 'us-east-1', SES_ENDPOINT: ses.url }, 1);
  const id = newId(WorkflowId);
  const froms = ['a@acme.example', 'B@other.example', 'B@other.example'].map((from) => ({ email: from, id }));
  const check = await checkFroms(new Senders(email, null, api.services.log), froms);
  expect(check).toMatchObject({ outcome: 'problem', findings: [{ subject: 'B@other.example', id }] });
  expect((await checkFroms(new Senders(null, null, api.services.log), froms)).outcome).toBe('unknown');
  await email?.[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
});
