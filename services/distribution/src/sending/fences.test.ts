import { randomUUID } from 'node:crypto';
import { fenceDeliveries, inWorkspace } from '@canvass/database';
import { DeliveryId, type WorkspaceId } from '@canvass/domain';
import { createLogger } from '@canvass/platform';
import { aWorkspace, createTestDatabase, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareTaskRuns } from '../preparation/prepare.ts';
import { aSurvey, deliveryOf, emailStep, peopleToAsk } from '../testing/people.ts';
import { whileFencing } from './fences.ts';

let database: TestDatabase;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.pool);
});
afterAll(() => database[Symbol.asyncDispose]());

const connectionLost = () => Object.assign(new Error('Connection terminated unexpectedly'), { code: '08006' });
const log = createLogger('test', 'silent');

async function aPreparedPerson() {
  const [person] = await peopleToAsk(database.pool, workspaceId, emailStep(await aSurvey(database.pool, workspaceId)), [
    {},
  ]);
  if (person === undefined) throw new Error('nobody');
  const prepare = (attemptIds: readonly string[]) =>
    inWorkspace(database.pool, workspaceId, (db) =>
      prepareTaskRuns(db, workspaceId, [person.taskRunId], true, { now: new Date(), attemptIds }),
    );
  const delivery = async () => {
    const row = await deliveryOf(database.pool, person.taskRunId);
    if (row === null) throw new Error('no delivery');
    return { ...row, id: DeliveryId.parse(row.id) };
  };
  return { prepare, delivery };
}

const open = new AbortController().signal;
const doors = () => ({ pool: database.pool, lastCall: open, log });
const isFedAgain = async (id: DeliveryId) =>
  (await database.pool.query('select enqueued_at is null as unqueued from deliveries where id = $1', [id])).rows[0]
    .unqueued;

test('a fence whose commit was not answered is taken back, and its delivery sent as if nothing had been', async () => {
  const { prepare, delivery } = await aPreparedPerson();
  await prepare([]);
  const { id } = await delivery();
  const attemptId = randomUUID();
  const fence = (attempt: string) =>
    inWorkspace(database.pool, workspaceId, (db) =>
      fenceDeliveries(db, workspaceId, 'email', [{ id, attemptId: attempt }]),
    );
  const lost = whileFencing(doors(), { workspaceId, deliveryIds: [id], attemptIds: [attemptId] }, async () => {
    await fence(attemptId);
    throw connectionLost(); // after the commit, before its answer
  });
  await expect(lost).rejects.toThrow('Connection terminated');
  expect(await delivery()).toMatchObject({ status: 'queued', attempts: 0 });
  expect(await isFedAgain(id)).toBe(true);
  expect(await fence(randomUUID())).toMatchObject([{ id, attempt: 1 }]);
});

test('a delivery that was fenced as it was prepared is taken back alike', async () => {
  const { prepare, delivery } = await aPreparedPerson();
  const attemptId = randomUUID();
  const { fenced } = await prepare([attemptId]);
  expect(fenced).toMatchObject([{ delivery: { attemptId, attempt: 1 } }]);
  const { id, ...sending } = await delivery();
  expect(sending).toMatchObject({ status: 'sending', attempts: 1, events: [] });
  const lost = whileFencing(doors(), { workspaceId, deliveryIds: [id], attemptIds: [attemptId] }, async () => {
    throw connectionLost();
  });
  await expect(lost).rejects.toThrow('Connection terminated');
  expect(await delivery()).toMatchObject({ status: 'queued', attempts: 0, task_status: 'running' });
});

test('the fence of another attempt is left alone', async () => {
  const { prepare, delivery } = await aPreparedPerson();
  await prepare([randomUUID()]);
  const { id } = await delivery();
  const lost = whileFencing(doors(), { workspaceId, deliveryIds: [id], attemptIds: [randomUUID()] }, async () => {
    throw connectionLost();
  });
  await expect(lost).rejects.toThrow('Connection terminated');
  expect(await delivery()).toMatchObject({ status: 'sending', attempts: 1 });
});
