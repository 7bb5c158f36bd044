import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Books, violationKinds } from './books.ts';
import { judge } from './judge.ts';
import { at, clearBooks, readBooks, type Trail, writeSoundBooks } from './testing/sound-books.ts';

let database: TestDatabase;
let trails: [Trail, Trail, Trail];
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  await clearBooks(database.pool);
  ({ trails } = await writeSoundBooks(database.pool));
});

const read = () => readBooks(database.url, trails);
const kinds = (books: Books) => [...new Set(judge(books).map(({ kind }) => kind))];
const run = (sql: string, ...values: unknown[]) => database.pool.query(sql, values);
/** Writes a row again under another id. */
const double = (table: string, id: string) =>
  run(
    `insert into ${table} select (jsonb_populate_record(r, jsonb_build_object('id', $2::uuid))).* from ${table} r where id = $1`,
    ...[id, randomUUID()],
  );
const lastRun = () => trails[2].runId;
const fault = (kind: string, startMs: number, endMs: number) => ({
  kind,
  startedAt: new Date(at.getTime() + startMs),
  endedAt: new Date(at.getTime() + endMs),
});

test('books that agree are no violation', async () => {
  expect(judge(await read())).toEqual([]);
});

test('what was sent and never acknowledged may be missing', async () => {
  await run('delete from notifications where id = $1', trails[2].notificationId);
  const { sent, ...books } = await read();
  const without = {
    ...books.database,
    deliveries: books.database.deliveries.filter(({ runId }) => runId !== lastRun()),
  };
  const unacknowledged = sent.map((one, index) => (index === 2 ? { ...one, acknowledgedAt: null } : one));
  const outboxes = { ...books.outboxes, email: books.outboxes.email.slice(0, 2) };
  expect(judge({ ...books, sent: unacknowledged, database: without, outboxes })).toEqual([]);
});

/** By kind: a database that was doctored so. */
const doctored: Partial<Record<keyof typeof violationKinds, () => Promise<unknown>>> = {
  lost: () => run('delete from runs where id = $1', lastRun()),
  'notification-doubled': () => double('notifications', trails[2].notificationId),
  'run-doubled': () => double('runs', lastRun()),
  unfinished: () => run("update task_runs set status = 'queued' where run_id = $1 and step_id = 'contact'", lastRun()),
  'wrong-end': () => run("update runs set status = 'failed' where id = $1", lastRun()),
  'taken-not-sent': () => run("update deliveries set status = 'failed' where run_id = $1", lastRun()),
  'unknown-unexplained': () => run("update deliveries set status = 'unknown' where run_id = $1", lastRun()),
  'contact-doubled': () =>
    run(
      `insert into contacts (id, workspace_id, email) select $2, workspace_id, upper(email) from contacts where id = $1`,
      ...[trails[2].contactId, randomUUID()],
    ),
  'transaction-doubled': async () => {
    const { rows } = await run('select id from contact_transactions where contact_id = $1', trails[2].contactId);
    await double('contact_transactions', rows[0].id);
  },
  'transaction-missing': () => run('delete from contact_transactions where contact_id = $1', trails[2].contactId),
  // No database would keep it twice: the primary key is taken off, and put on again by the next `clearBooks`.
  'membership-doubled': async () => {
    await run('alter table mailing_list_members drop constraint mailing_list_members_pkey');
    await run('insert into mailing_list_members select * from mailing_list_members');
  },
  'membership-missing': () => run('delete from mailing_list_members where contact_id = $1', trails[2].contactId),
};

/** By kind: outboxes that were doctored so. */
const doctoredOutboxes: Partial<Record<keyof typeof violationKinds, (books: Books) => Books['outboxes']['email']>> = {
  'messaged-twice': ({ outboxes: { email } }) => [
    ...email,
    ...email.slice(2).map((one) => ({ ...one, at: one.at + 1 })),
  ],
  'sent-not-taken': ({ outboxes: { email } }) => email.slice(1),
  'wrong-recipient': ({ outboxes: { email } }) =>
    email.map((one, index) => ({ ...one, to: email[(index + 2) % 3]?.to ?? '' })),
};

test('each violation that the oracle names has a doctored book here', () => {
  const covered = [...Object.keys(doctored), ...Object.keys(doctoredOutboxes)];
  expect(covered.sort()).toEqual(Object.keys(violationKinds).sort());
});

describe('it says', () => {
  test.each(Object.entries(doctored))('%s of a database that was doctored so', async (kind, doctor) => {
    await doctor();
    expect(kinds(await read())).toContain(kind);
  });

  test.each(Object.entries(doctoredOutboxes))('%s of an outbox that was doctored so', async (kind, doctor) => {
    const books = await read();
    expect(kinds({ ...books, outboxes: { ...books.outboxes, email: doctor(books) } })).toContain(kind);
  });

  test('lost of an acknowledgement for what was never recorded', async () => {
    const books = await read();
    const [first] = books.sent;
    if (first === undefined) throw new Error('nothing was sent');
    const sent = [...books.sent, { ...first, notificationId: '04l-9', caseNumber: '9' }];
    expect(kinds({ ...books, sent })).toContain('lost');
  });

  test.each([
    ['messaged-twice of a second delivery for one step', 'messaged-twice'],
    ['messaged-twice of a delivery that the database knows nothing of', 'taken-not-sent'],
  ])('%s', async (_, kind) => {
    const books = await read();
    const [message] = books.outboxes.email;
    const [delivery] = books.database.deliveries.filter(({ id }) => id === message?.deliveryId);
    if (message === undefined || delivery === undefined) throw new Error('nothing was sent');
    const second = { ...message, deliveryId: randomUUID(), messageId: 'second' };
    const deliveries =
      kind === 'messaged-twice'
        ? [...books.database.deliveries, { ...delivery, id: second.deliveryId }]
        : books.database.deliveries;
    const email = [...books.outboxes.email, second];
    const found = kinds({ ...books, database: { ...books.database, deliveries }, outboxes: { email, sms: [] } });
    expect(found).toContain('messaged-twice'); // three messages to somebody with two cases
    expect(found).toContain(kind);
  });

  test('taken-not-sent where a provider has another attempt than the one that is recorded', async () => {
    const books = await read();
    const email = books.outboxes.email.map((message) => ({ ...message, attemptId: randomUUID() }));
    expect(kinds({ ...books, outboxes: { email, sms: [] } })).toEqual(['taken-not-sent']);
  });

  test('wrong-end of an address that is none and ended well', async () => {
    const books = await read();
    const sent = books.sent.map((one) => ({ ...one, mustEnd: 'failed' as const }));
    expect(kinds({ ...books, sent })).toContain('wrong-end');
  });
});

describe('a delivery of unknown fate', () => {
  beforeEach(async () => {
    await run("update deliveries set status = 'unknown' where run_id = $1", lastRun());
    await run("update runs set status = 'partially-failed' where id = $1", lastRun());
  });

  test.each([
    ['a killed sender', 'kill distribution', 100, 200, []],
    ['an answer that was lost', 'ses takes messages and loses the answers', -500, 3_000, []],
    ['a fault long before', 'kill distribution', -60_000, -59_000, ['unknown-unexplained']],
    ['a fault of another channel', 'connections to twilio cut', 0, 2_000, ['unknown-unexplained']],
    ['an emptied Redis', 'Redis FLUSHALL', 0, 2_000, ['unknown-unexplained']],
    ['an answer of 429', 'ses answers 429', 0, 2_000, ['unknown-unexplained']],
    ['a regular restart', 'rolling restart', 0, 9_000, ['unknown-unexplained']],
  ])('beside %s', async (_, kind, startMs, endMs, expected) => {
    expect(kinds({ ...(await read()), faults: [fault(kind, startMs, endMs)] })).toEqual(expected);
  });

  test('was taken at most once', async () => {
    const books = { ...(await read()), faults: [fault('kill distribution', 0, 10)] };
    const email = [...books.outboxes.email, ...books.outboxes.email];
    expect(kinds({ ...books, outboxes: { email, sms: [] } })).toEqual(['messaged-twice']);
  });
});
