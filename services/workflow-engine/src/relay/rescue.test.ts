import { newId, type Pool, setUnknownDeliveryRule } from '@canvass/database';
import { DeliveryId, type WorkspaceId } from '@canvass/domain';
import { Producer, prepareDeliveries, sendEmails } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import {
  aContactTask,
  aRun,
  aTraceparent,
  aWorkspace,
  createTestDatabase,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { relayContext } from './feed.ts';
import { feeds } from './feeds.ts';
import { rescueLostWork } from './rescue.ts';
import { settleUnknownDeliveries } from './settle-unknown.ts';

const log = createLogger('test', 'silent');
let database: TestDatabase;
let pool: Pool;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
afterEach(() => database[Symbol.asyncDispose]());

describe('what nobody would end', () => {
  let producer: Producer;
  let workspaceId: WorkspaceId;
  beforeEach(async () => {
    producer = new Producer(testQueueConfig('postgres', database.url), log);
    workspaceId = await aWorkspace(pool);
    return () => producer[Symbol.asyncDispose]();
  });

  /** A run whose task has handed over to a delivery. */
  async function aDelivery(status: string, sendingFor: string) {
    const run = await aRun(pool, workspaceId, { steps: [aContactTask('one')] });
    const id = newId(DeliveryId);
    await pool.query("update task_runs set status = 'running', enqueued_at = null where id = $1", [run.taskRunId]);
    await pool.query(
      `insert into deliveries (id, workspace_id, distribution_id, survey_id, workflow_id, run_id, task_run_id, contact_id,
                               channel, recipient, status, sending_since, traceparent, invitation_id)
       values ($1, $2, $1, $1, $1, $3, $4, $1, 'email', 'a@example.com', $5, now() - $6::interval, $7, $1)`,
      [id, workspaceId, run.runId, run.taskRunId, status, sendingFor, aTraceparent],
    );
    return { ...run, deliveryId: id };
  }
  async function stateOf(runId: string) {
    const { rows } = await pool.query(
      `select r.status as run, t.status as task, t.error ->> 'code' as code, d.status as delivery,
              (select string_agg(e.type, ',' order by e.recorded_at) from delivery_events e where e.delivery_id = d.id) as events
         from runs r join task_runs t on t.run_id = r.id and t.position = 0
         left join deliveries d on d.run_id = r.id where r.id = $1`,
      [runId],
    );
    return rows[0];
  }

  test('a delivery whose sending never ended becomes unknown, is in the ledger, and fails its task', async () => {
    const lost = await aDelivery('sending', '6 minutes');
    const sending = await aDelivery('sending', '4 minutes');
    expect(await rescueLostWork(pool, producer)).toEqual([workspaceId]);
    expect(await stateOf(lost.runId)).toEqual({
      run: 'failed',
      task: 'failed',
      code: 'delivery-unknown',
      delivery: 'unknown',
      events: 'unknown',
    });
    expect(await stateOf(sending.runId)).toMatchObject({ delivery: 'sending', task: 'running' });
    expect(await rescueLostWork(pool, producer)).toEqual([]);
  });

  /** One that has been unknown for so long. */
  async function anUnknown(unknownFor: string) {
    const lost = await aDelivery('sending', '6 minutes');
    await rescueLostWork(pool, producer);
    await pool.query('update deliveries set updated_at = now() - $2::interval where id = $1', [
      lost.deliveryId,
      unknownFor,
    ]);
    return lost;
  }

  test.each([
    ['sent', 'sent', 'unknown,sent'],
    ['not-sent', 'failed', 'unknown,failed'],
  ] as const)(
    'by a rule, a delivery unknown for too long counts as %s, once, and its run goes on',
    async (settleAs, delivery, events) => {
      const [old, young] = [await anUnknown('25 hours'), await anUnknown('23 hours')];
      expect(await settleUnknownDeliveries(pool, producer)).toEqual(new Set()); // without a rule, somebody decides
      await setUnknownDeliveryRule(pool, workspaceId, { settleAs, afterHours: 24 });
      expect(await settleUnknownDeliveries(pool, producer)).toEqual(new Set([workspaceId]));
      expect(await stateOf(old.runId)).toMatchObject({ run: 'running', task: 'queued', delivery, events });
      expect(await stateOf(young.runId)).toMatchObject({ run: 'failed', task: 'failed', delivery: 'unknown' });
      const { rows: audit } = await pool.query(
        'select actor, action, subject_id as subject, detail from audit_entries',
      );
      const detail = { as: settleAs, afterHours: 24 };
      expect(audit).toEqual([{ actor: 'rule', action: 'delivery.resolved', subject: old.deliveryId, detail }]);
      const again = `update deliveries set status = 'unknown', updated_at = now() - interval '25 hours' where id = $1`;
      await pool.query(again, [old.deliveryId]);
      expect(await settleUnknownDeliveries(pool, producer)).toEqual(new Set()); // a second time is for somebody to decide
    },
  );

  test('no rule settles what was held back after a backup was restored', async () => {
    const held = await anUnknown('25 hours');
    await pool.query(`insert into sending_holds (before_id) values ('ffffffff-ffff-7fff-bfff-ffffffffffff')`);
    await setUnknownDeliveryRule(pool, workspaceId, { settleAs: 'not-sent', afterHours: 1 });
    expect(await settleUnknownDeliveries(pool, producer)).toEqual(new Set());
    expect(await stateOf(held.runId)).toMatchObject({ delivery: 'unknown' });
  });

  test('a workspace where rescuing fails keeps no other from being rescued', async () => {
    const ours = [await aDelivery('sending', '6 minutes')];
    workspaceId = await aWorkspace(pool);
    const broken = await aDelivery('sending', '6 minutes');
    await pool.query(
      "update workflow_revisions set definition = '{}' where id = (select revision_id from runs where id = $1)",
      [broken.runId],
    );
    workspaceId = await aWorkspace(pool);
    ours.push(await aDelivery('sending', '6 minutes'));
    await expect(rescueLostWork(pool, producer)).rejects.toThrow('1 of 3 workspaces');
    for (const { runId } of ours) expect(await stateOf(runId)).toMatchObject({ run: 'failed', delivery: 'unknown' });
    expect(await stateOf(broken.runId)).toMatchObject({ run: 'queued', delivery: 'sending' });
  });

  test('a task that a delivery carries on is never done again, however long that takes', async () => {
    const { taskRunId, runId } = await aDelivery('queued', '1 hour');
    await pool.query("update task_runs set type = 'email-survey', due_at = now() - interval '1 hour', attempts = 9");
    await pool.query('update deliveries set enqueued_at = now()');
    await pool.query("update messages set status = 'resolved'");
    const relay = relayContext({ pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 100 });
    for (const { feed } of feeds) expect(await feed(relay)).toMatchObject({ rows: 0 });
    await rescueLostWork(pool, producer);
    expect(await stateOf(runId)).toMatchObject({ task: 'running', delivery: 'queued' });
    const { rows } = await pool.query('select isfinite(due_at) as due from task_runs where id = $1', [taskRunId]);
    expect(rows).toEqual([{ due: false }]);
  });

  test('a task whose delivery has settled without it is fed, so that it ends', async () => {
    await aDelivery('delivered', '1 hour');
    await pool.query("update task_runs set type = 'email-survey', due_at = now() - interval '1 s'");
    await pool.query("update messages set status = 'resolved'");
    const relay = relayContext({ pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 100 });
    for (const { feed } of feeds) await feed(relay);
    expect(await producer.depth(prepareDeliveries)).toBe(1);
  });

  test('due deliveries are fed by channel', async () => {
    const { deliveryId } = await aDelivery('queued', '0');
    const relay = relayContext({ pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 100 });
    await pool.query("update messages set status = 'resolved'");
    for (const { feed } of feeds) await feed(relay);
    expect(await producer.depth(sendEmails)).toBe(1);
    const { rows } = await pool.query('select enqueued_at from deliveries where id = $1', [deliveryId]);
    expect(rows[0]?.enqueued_at).toBeInstanceOf(Date);
  });
});
