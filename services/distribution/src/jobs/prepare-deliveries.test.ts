import { randomUUID } from 'node:crypto';
import {
  type DeliveryEvent,
  fenceDeliveries,
  inWorkspace,
  recordDeliveryEvent,
  recordSendOutcomes,
} from '@canvass/database';
import { DeliveryId, type WorkspaceId } from '@canvass/domain';
import { finishTaskRuns } from '@canvass/runs';
import { aWorkspace, createTestDatabase, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { prepareTaskRuns } from '../preparation/prepare.ts';
import { aSurvey, deliveryOf, emailStep, peopleToAsk, smsStep } from '../testing/people.ts';

let database: TestDatabase;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.pool);
});
afterAll(() => database[Symbol.asyncDispose]());

type People = Awaited<ReturnType<typeof peopleToAsk>>;
const prepare = (people: People) =>
  inWorkspace(database.pool, workspaceId, (db) =>
    prepareTaskRuns(
      db,
      workspaceId,
      people.map((person) => person.taskRunId),
      true,
      { now: new Date() },
    ),
  );
async function only(people: People) {
  const [person] = people;
  if (person === undefined) throw new Error('nobody');
  return { ...person, delivery: () => deliveryOf(database.pool, person.taskRunId) };
}
const taskOf = async (taskRunId: string) =>
  (await database.pool.query('select status, error from task_runs where id = $1', [taskRunId])).rows[0];
/** As a retry by the user leaves it. */
const queueAgain = (taskRunId: string) =>
  database.pool.query(`update task_runs set status = 'queued', attempts = 0, due_at = now() where id = $1`, [
    taskRunId,
  ]);
/** As a worker leaves it that died after it had handed the message over. */
async function fenced(people: People) {
  const person = await only(people);
  const id = DeliveryId.parse((await person.delivery())?.id);
  await inWorkspace(database.pool, workspaceId, (db) =>
    fenceDeliveries(db, workspaceId, 'email', [{ id, attemptId: randomUUID() }]),
  );
  return { ...person, id };
}
const report = (deliveryId: DeliveryId, event: Pick<DeliveryEvent, 'type' | 'failure'>) =>
  inWorkspace(database.pool, workspaceId, (db) =>
    recordDeliveryEvent(db, workspaceId, { deliveryId, at: new Date(), detail: {}, providerEventId: null, ...event }),
  );
const endGrace = (taskRunId: string) =>
  database.pool.query(`update task_runs set due_at = due_at - interval '61 s' where id = $1`, [taskRunId]);

test('a survey task gets a queued delivery with a link of its own and the facts of now, and stays running', async () => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{ firstName: 'Ada' }, {}]);
  const prepared = await prepare(people);
  expect(prepared.queued.email).toHaveLength(2);
  const person = await only(people);
  const delivery = await person.delivery();
  expect(delivery).toMatchObject({
    status: 'queued',
    recipient: `${person.contactId}@example.net`,
    token: expect.stringMatching(/^[A-Za-z0-9_-]{24}$/),
    snapshot: {
      contact: { id: person.contactId, firstName: 'Ada', embeddedData: { Tier: 'Gold' } },
      // Priority is in the catalogue and was not sent.
      event: { CaseNumber: '00000', IsClosed: 'true', Priority: null },
    },
    events: ['queued'],
    task_status: 'running',
  });
  const tokens = await Promise.all(
    people.map(async (each) => (await deliveryOf(database.pool, each.taskRunId))?.token),
  );
  expect(new Set(tokens).size).toBe(2);
});

test('deliveries of one step share a distribution', async () => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId, { name: 'After a case' }), [
    {},
    {},
    {},
  ]);
  await Promise.all(people.map((person) => prepare([person])));
  const { rows } = await database.pool.query(
    `select name, count(*) as deliveries from distributions join deliveries on distribution_id = distributions.id
      where distributions.survey_id = $1 group by distributions.id`,
    [surveyId],
  );
  expect(rows).toEqual([{ name: 'After a case', deliveries: 3 }]);
});

test('a task run that is prepared by two workers at once has one delivery', async () => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}, {}, {}]);
  const both = await Promise.all([prepare(people), prepare(people)]);
  expect(both.flatMap((each) => each.queued.email)).toHaveLength(3);
  expect((await prepare(people)).queued.email).toEqual([]);
});

test('someone who has opted out as another contact with the same address is skipped', async () => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [
    { email: 'twice@example.net', emailOptedOut: true },
    { email: 'Twice@example.net' },
  ]);
  expect((await prepare(people.slice(1))).queued.email).toEqual([]);
  expect(await (await only(people.slice(1))).delivery()).toMatchObject({
    status: 'opted-out',
    task_error: { code: 'contact-opted-out' },
  });
});

test('someone who has opted out is skipped, visibly, without a link', async () => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{ emailOptedOut: true }]);
  expect((await prepare(people)).queued.email).toEqual([]);
  expect(await (await only(people)).delivery()).toMatchObject({
    status: 'opted-out',
    token: null,
    events: ['opted-out'],
    task_status: 'skipped',
    task_error: { code: 'contact-opted-out' },
  });
});

test('opting out of texts does not keep e-mail away, nor the other way round', async () => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const person = { phone: '+421905123456', smsOptedOut: true };
  const [byEmail, byText] = [
    await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [person]),
    await peopleToAsk(database.pool, workspaceId, smsStep(surveyId), [person]),
  ];
  expect((await prepare(byEmail)).queued.email).toHaveLength(1);
  expect((await prepare(byText)).queued.sms).toHaveLength(0);
});

test.each([
  ['no e-mail address', 'email', { email: null }, 'contact-without-email'],
  ['an address that is none', 'email', { email: 'somewhere' }, 'invalid-email'],
  ['no phone number', 'sms', { phone: null }, 'contact-without-phone'],
  ['a number that is none', 'sms', { phone: '123' }, 'invalid-phone'],
] as const)('%s fails the task with a plain reason, and nothing is sent', async (_, channel, person, code) => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const step = channel === 'email' ? emailStep(surveyId) : smsStep(surveyId);
  const people = await peopleToAsk(database.pool, workspaceId, step, [person]);
  await prepare(people);
  const { taskRunId, delivery } = await only(people);
  expect(await taskOf(taskRunId)).toMatchObject({ status: 'failed', error: { code } });
  expect(await delivery()).toBeNull();
});

test('a survey that is paused fails the task, which can be retried once the survey is resumed', async () => {
  const surveyId = await aSurvey(database.pool, workspaceId, 'paused');
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}]);
  await prepare(people);
  const { taskRunId } = await only(people);
  expect(await taskOf(taskRunId)).toMatchObject({ status: 'failed', error: { code: 'survey-not-active' } });

  await database.pool.query(`update surveys set status = 'active' where id = $1`, [surveyId]);
  await queueAgain(taskRunId);
  expect((await prepare(people)).queued.email).toHaveLength(1);
});

test('a retried task whose message never went out uses its delivery again, with the address of now', async () => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{ email: 'old@example.net' }]);
  await prepare(people);
  const { taskRunId, contactId, delivery } = await only(people);
  const before = await delivery();
  await database.pool.query(`update deliveries set status = 'failed', attempts = 3 where task_run_id = $1`, [
    taskRunId,
  ]);
  await queueAgain(taskRunId);
  await database.pool.query(`update contacts set email = 'new@example.net' where id = $1`, [contactId]);

  expect((await prepare(people)).queued.email).toEqual([before?.id]);
  expect(await delivery()).toMatchObject({
    status: 'queued',
    attempts: 0,
    recipient: 'new@example.net',
    token: before?.token,
  });
});

test.each(['sent', 'delivered', 'unknown'])('a retried task never sends a %s delivery again', async (status) => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}]);
  await prepare(people);
  const { taskRunId, delivery } = await only(people);
  await database.pool.query('update deliveries set status = $2 where task_run_id = $1', [taskRunId, status]);
  await queueAgain(taskRunId);
  expect((await prepare(people)).queued.email).toEqual([]);
  expect(await delivery()).toMatchObject({ status, task_status: status === 'unknown' ? 'failed' : 'succeeded' });
});

test('a task whose worker died succeeds by the provider’s word that the message went out', async () => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}]);
  await prepare(people);
  const { taskRunId, id } = await fenced(people);
  await database.pool.query(`update task_runs set due_at = 'infinity' where id = $1`, [taskRunId]);
  await report(id, { type: 'delivered' });
  expect(await prepare(people)).toMatchObject({ taken: [] }); // its sender may still be about to record it
  await endGrace(taskRunId);
  expect((await prepare(people)).queued.email).toEqual([]);
  expect(await taskOf(taskRunId)).toEqual({ status: 'succeeded', error: null });
});

test('a task whose worker died fails by the provider’s word, and its message is not sent again', async () => {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}]);
  await prepare(people);
  const { taskRunId, id } = await fenced(people);
  await report(id, { type: 'failed', failure: { code: 'recipient-unreachable', detail: null } });
  await endGrace(taskRunId);
  expect((await prepare(people)).queued.email).toEqual([]);
  expect(await taskOf(taskRunId)).toMatchObject({ status: 'failed', error: { code: 'recipient-unreachable' } });
});

/** A task of which nobody knows whether its message went out: it has failed, and a step that needs it was not done. */
async function unknownFate() {
  const surveyId = await aSurvey(database.pool, workspaceId);
  const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}]);
  await database.pool.query(
    `update workflow_revisions set definition = jsonb_set(definition, '{steps}', definition -> 'steps' || $2)
      where id = (select revision_id from runs where id = $1)`,
    [
      people[0]?.runId,
      JSON.stringify([emailStep(surveyId, { id: 'again', subject: 'After {{ task.ask.deliveryId }}' })]),
    ],
  );
  await prepare(people);
  const { taskRunId, id } = await fenced(people);
  await inWorkspace(database.pool, workspaceId, async (db) => {
    await finishTaskRuns(db, workspaceId, [
      { taskRunId, kind: 'failed', failure: { code: 'delivery-unknown', detail: null } },
    ]);
    await recordDeliveryEvent(db, workspaceId, {
      ...{ deliveryId: id, type: 'unknown', at: new Date(), detail: {}, providerEventId: null },
    });
  });
  const runId = String(people[0]?.runId);
  const stateOf = async () => {
    const { rows } = await database.pool.query<{ run: string; steps: string[] }>(
      `select status as run, array(select step_id || ' ' || t.status from task_runs t where t.run_id = r.id
                                    order by t.position) as steps from runs r where id = $1`,
      [runId],
    );
    return rows[0];
  };
  expect(await stateOf()).toEqual({
    run: 'partially-failed',
    steps: ['person succeeded', 'ask failed', 'again skipped'],
  });
  return { people, taskRunId, id, runId, stateOf };
}

test.each(['delivered', 'hard-bounce', 'survey-started', 'opted-out'] as const)(
  'a run that failed for a message of unknown fate goes on by itself once an event (%s) proves that it went out',
  async (type) => {
    const { people, taskRunId, id, stateOf } = await unknownFate();
    await report(id, { type });
    expect(await stateOf()).toEqual({ run: 'running', steps: ['person succeeded', 'ask queued'] });
    expect((await prepare(people)).queued.email).toEqual([]);
    expect(await stateOf()).toEqual({
      run: 'running',
      steps: ['person succeeded', 'ask succeeded', 'again queued'],
    });
    const { rows } = await database.pool.query('select output from task_runs where id = $1', [taskRunId]);
    expect(rows[0]?.output).toMatchObject({ deliveryId: id, contactId: people[0]?.contactId, channel: 'email' });
  },
);

test('word that a message of unknown fate did not go out leaves its run to the user', async () => {
  const { id, stateOf } = await unknownFate();
  await report(id, { type: 'failed', failure: { code: 'recipient-unreachable', detail: null } });
  expect(await stateOf()).toMatchObject({ run: 'partially-failed' });
});

test('a cancelled run stays cancelled when a message of unknown fate turns out to have been sent', async () => {
  const { id, runId, stateOf } = await unknownFate();
  await database.pool.query("update runs set status = 'cancelled' where id = $1", [runId]);
  await report(id, { type: 'delivered' });
  expect(await stateOf()).toMatchObject({
    run: 'cancelled',
    steps: ['person succeeded', 'ask failed', 'again skipped'],
  });
});

test('a sender that comes back with its outcome after it was given up for lost heals the run too', async () => {
  const { people, id, stateOf } = await unknownFate();
  const { rows } = await database.pool.query('select attempt_id from deliveries where id = $1', [id]);
  await inWorkspace(database.pool, workspaceId, (db) =>
    recordSendOutcomes(
      db,
      workspaceId,
      [{ deliveryId: id, attemptId: rows[0]?.attempt_id, kind: 'sent', providerMessageId: 'late', detail: {} }],
      new Date(),
    ),
  );
  expect((await prepare(people)).queued.email).toEqual([]);
  expect(await stateOf()).toMatchObject({ steps: ['person succeeded', 'ask succeeded', 'again queued'] });
});
