import { randomUUID } from 'node:crypto';
import {
  ContactId,
  DeliveryId,
  type DeliveryStatus,
  DistributionId,
  RunId,
  SurveyId,
  TaskRunId,
  WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import { aTraceparent, aWorkspace, createTestDatabase, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fenceDeliveries, recordSendOutcomes, type SendRecord } from './deliveries.ts';
import { recordDeliveryEvent } from './delivery-events.ts';
import { derivedId } from './derived-id.ts';
import { newId } from './new-id.ts';
import { inWorkspace } from './transaction.ts';

let database: TestDatabase;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.pool);
});
afterAll(() => database[Symbol.asyncDispose]());

async function aDelivery(status: DeliveryStatus = 'queued'): Promise<DeliveryId> {
  const runId = newId(RunId);
  const taskRunId = derivedId(TaskRunId, runId, 'ask');
  const id = derivedId(DeliveryId, taskRunId, 'delivery');
  await database.pool.query(
    `insert into task_runs (id, workspace_id, run_id, step_id, type, position, status)
     values ($1, $2, $3, 'ask', 'email-survey', 0, 'running')`,
    [taskRunId, workspaceId, runId],
  );
  await database.pool.query(
    `insert into deliveries (id, workspace_id, contact_id, channel, recipient, status, traceparent, distribution_id,
                             survey_id, workflow_id, run_id, task_run_id)
     values ($1, $2, $3, 'email', 'ada@example.net', $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[id, workspaceId, newId(ContactId), status, aTraceparent],
      ...[newId(DistributionId), newId(SurveyId), newId(WorkflowId), runId, taskRunId],
    ],
  );
  return id;
}

const record = (...records: SendRecord[]) =>
  inWorkspace(database.pool, workspaceId, (db) => recordSendOutcomes(db, workspaceId, records, new Date()));
const fence = (ids: readonly DeliveryId[]) =>
  inWorkspace(database.pool, workspaceId, (db) =>
    fenceDeliveries(
      db,
      workspaceId,
      'email',
      ids.map((id) => ({ id, attemptId: randomUUID() })),
    ),
  );
const report = (deliveryId: DeliveryId, type: 'sent' | 'delivered' | 'failed', providerEventId: string | null = null) =>
  inWorkspace(database.pool, workspaceId, (db) =>
    recordDeliveryEvent(db, workspaceId, { deliveryId, type, at: new Date(), detail: {}, providerEventId }),
  );
const stateOf = async (id: DeliveryId) =>
  (
    await database.pool.query(
      `select status, error, sent_at is not null as sent, provider_message_id,
              array(select type from delivery_events e where e.delivery_id = d.id order by e.recorded_at) as events
         from deliveries d where id = $1`,
      [id],
    )
  ).rows[0];

test('of many workers that fence the same deliveries, each delivery is one worker’s', async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, () => aDelivery()));
  const taken = (await Promise.all([fence(ids), fence(ids), fence(ids.toReversed())])).flat();
  expect(taken.map((each) => each.id).sort()).toEqual([...ids].sort());
  expect(await fence(ids)).toEqual([]);
});

test('a callback that is quicker than the worker is not pushed back by the worker’s record', async () => {
  const id = await aDelivery();
  const [fenced] = await fence([id]);
  await report(id, 'delivered');
  await inWorkspace(database.pool, workspaceId, (db) =>
    recordSendOutcomes(
      db,
      workspaceId,
      [{ deliveryId: id, attemptId: String(fenced?.attemptId), kind: 'sent', providerMessageId: 'm1', detail: {} }],
      new Date(),
    ),
  );
  expect(await stateOf(id)).toMatchObject({
    status: 'delivered',
    sent: true,
    provider_message_id: 'm1',
    events: ['delivered', 'sent'],
  });
});

test('a callback’s reason for a failure is not wiped by the worker’s record of the same message', async () => {
  const id = await aDelivery();
  const [fenced] = await fence([id]);
  await inWorkspace(database.pool, workspaceId, (db) =>
    recordDeliveryEvent(db, workspaceId, {
      ...{ deliveryId: id, type: 'failed', at: new Date(), detail: {}, providerEventId: null },
      failure: { code: 'recipient-unreachable', detail: 'Twilio 30003' },
    }),
  );
  await record({
    deliveryId: id,
    attemptId: String(fenced?.attemptId),
    kind: 'sent',
    providerMessageId: 'm2',
    detail: {},
  });
  expect(await stateOf(id)).toMatchObject({ status: 'failed', sent: true, error: { code: 'recipient-unreachable' } });
});

test.each([
  ['cancelled', 'skipped', 'run-cancelled'],
  ['failed', 'failed', 'provider-throttled'],
] as const)(
  'a message that the provider did not take is not tried again once its task is %s',
  async (task, status, code) => {
    const id = await aDelivery();
    const [fenced] = await fence([id]);
    await database.pool.query('update task_runs set status = $2 where id = $1', [fenced?.taskRunId, task]);
    await record({
      ...{ deliveryId: id, attemptId: String(fenced?.attemptId), kind: 'deferred', detail: {} },
      ...{ failure: { code: 'provider-throttled', detail: null }, dueAt: new Date() },
    });
    expect(await stateOf(id)).toMatchObject({ status, error: { code } });
    expect(await fence([id])).toEqual([]);
  },
);

test('the outcome of an attempt that is no longer the current one is not recorded', async () => {
  const id = await aDelivery();
  await fence([id]);
  const recorded = await inWorkspace(database.pool, workspaceId, (db) =>
    recordSendOutcomes(
      db,
      workspaceId,
      [
        {
          deliveryId: id,
          attemptId: '01890000-0000-7000-8000-000000000000',
          kind: 'failed',
          failure: { code: 'provider-refused', detail: null },
          detail: {},
        },
      ],
      new Date(),
    ),
  );
  expect(recorded.size).toBe(0);
  expect(await stateOf(id)).toMatchObject({ status: 'sending', events: [] });
});

test('a delivery of unknown fate is resolved by the provider’s word, and no longer shows a failure', async () => {
  const id = await aDelivery('unknown');
  await database.pool.query(`update deliveries set error = '{"code": "delivery-unknown"}' where id = $1`, [id]);
  expect(await report(id, 'delivered', 'event-1')).toBe('delivered');
  expect(await stateOf(id)).toMatchObject({ status: 'delivered', sent: true, error: null });
});

test('events that come at the same moment end in the status that says most, each once in the ledger', async () => {
  const id = await aDelivery('sent');
  await Promise.all([
    report(id, 'delivered', 'event-1'),
    report(id, 'sent', 'event-2'),
    report(id, 'delivered', 'event-1'),
    report(id, 'failed', 'event-3'),
  ]);
  const state = await stateOf(id);
  expect(state).toMatchObject({ status: 'failed' });
  expect(state.events.toSorted()).toEqual(['delivered', 'failed', 'sent']);
});

test('a delivery of another workspace is not found', async () => {
  const id = await aDelivery('sent');
  const other = await aWorkspace(database.pool);
  const status = await inWorkspace(database.pool, other, (db) =>
    recordDeliveryEvent(db, other, {
      deliveryId: id,
      type: 'delivered',
      at: new Date(),
      detail: {},
      providerEventId: null,
    }),
  );
  expect(status).toBeNull();
  expect(await stateOf(id)).toMatchObject({ status: 'sent', events: [] });
});
