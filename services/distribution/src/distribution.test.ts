import type { RequestListener } from 'node:http';
import { ActivityAnnouncer, fenceDeliveries, inWorkspace } from '@canvass/database';
import { DeliveryId, type WorkspaceId } from '@canvass/domain';
import { handle, Producer, prepareDeliveries, sendEmails, sendTexts, startWorkers, type Workers } from '@canvass/jobs';
import { createLogger, type HttpServer, listen } from '@canvass/platform';
import { createSesSender, createTwilioSender, type EmailSender } from '@canvass/providers';
import {
  aWorkspace,
  createTestDatabase,
  eventually,
  type Mailbox,
  queueBackends,
  type SmsProvider,
  startMailbox,
  startSmsProvider,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { prepareDeliveriesHandler } from './jobs/prepare-deliveries.ts';
import { sendEmailsHandler } from './jobs/send-emails.ts';
import { sendTextsHandler } from './jobs/send-texts.ts';
import { type AskedPerson, aSurvey, deliveryOf, emailStep, peopleToAsk, smsStep } from './testing/people.ts';

const surveyUrl = 'https://ask.example.com';
const log = createLogger('test', 'silent');

let mailbox: Mailbox;
let phones: SmsProvider;
beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  [mailbox, phones] = await Promise.all([startMailbox(), startSmsProvider()]);
});
afterAll(async () => {
  await mailbox[Symbol.asyncDispose]();
  await phones[Symbol.asyncDispose]();
});

const ses = (endpoint: string) =>
  createSesSender({ region: 'us-east-1', endpoint, configurationSet: null, maxConnections: 10, timeoutMs: 5_000 });

describe.each(queueBackends())('distribution on %s', (backend) => {
  let database: TestDatabase;
  let workspaceId: WorkspaceId;
  let producer: Producer;
  let announcer: ActivityAnnouncer;
  let running: AsyncDisposableStack;

  beforeAll(async () => {
    database = await createTestDatabase();
    workspaceId = await aWorkspace(database.pool);
  });
  afterAll(() => database[Symbol.asyncDispose]());
  let queue: ReturnType<typeof testQueueConfig>;
  beforeEach(() => {
    running = new AsyncDisposableStack();
    queue = testQueueConfig(backend, database.url);
    announcer = running.use(new ActivityAnnouncer(database.pool, () => {}));
    producer = running.use(new Producer(queue, log));
  });
  afterEach(() => running.disposeAsync());

  function startWorker(email: EmailSender | null = ses(mailbox.url)): Workers {
    const draining = new AbortController();
    const doors = { pool: database.pool, producer, announcer, surveyUrl, draining: draining.signal };
    const texts = createTwilioSender({
      accountSid: phones.accountSid,
      authToken: phones.authToken,
      from: phones.from,
      apiUrl: phones.url,
      statusCallbackUrl: 'http://127.0.0.1:1/webhooks/twilio/status',
      timeoutMs: 5_000,
    });
    return running.use(
      startWorkers(queue, log, [
        handle(prepareDeliveries, prepareDeliveriesHandler(doors)),
        handle(sendEmails, sendEmailsHandler(doors, email)),
        handle(sendTexts, sendTextsHandler(doors, texts)),
      ]),
    );
  }

  const offer = (people: readonly AskedPerson[], times = 1) => {
    const payload = { workspaceId, taskRunIds: people.map((person) => person.taskRunId) };
    return producer.enqueue(
      prepareDeliveries,
      Array.from({ length: times }, () => payload),
    );
  };
  const of = async (person: AskedPerson | undefined) => (person ? deliveryOf(database.pool, person.taskRunId) : null);
  const emailsTo = async (person: AskedPerson | undefined) =>
    (await mailbox.emails()).filter((email) => email.destination.to.join().includes(String(person?.contactId)));

  test('an e-mail survey arrives with both links and a plain-text part, and the run succeeds', async () => {
    const [person] = await peopleToAsk(
      database.pool,
      workspaceId,
      emailStep(await aSurvey(database.pool, workspaceId)),
      [{ firstName: 'Ada' }],
    );
    startWorker();
    await offer(person ? [person] : []);
    const delivery = await eventually(async () => {
      const now = await of(person);
      return now?.status === 'sent' && now;
    });
    expect(delivery).toMatchObject({
      events: ['queued', 'sent'],
      attempts: 1,
      task_status: 'succeeded',
      run_status: 'succeeded',
      task_output: {
        deliveryId: delivery.id,
        contactId: person?.contactId,
        channel: 'email',
        providerMessageId: delivery.provider_message_id,
      },
    });
    const [email] = await emailsTo(person);
    expect(email).toMatchObject({ messageId: delivery.provider_message_id, subject: 'Your case 00000' });
    for (const part of [email?.body.html, email?.body.text]) {
      expect(part).toContain(`${surveyUrl}/s/${delivery.token}`);
      expect(part).toContain(`${surveyUrl}/o/${delivery.token}`);
    }
  });

  test('a text survey arrives, with its segments in the ledger', async () => {
    const phone = '+421905111222';
    const [person] = await peopleToAsk(database.pool, workspaceId, smsStep(await aSurvey(database.pool, workspaceId)), [
      { phone },
    ]);
    startWorker();
    await offer(person ? [person] : []);
    const delivery = await eventually(async () => {
      const now = await of(person);
      return now?.status === 'sent' && now;
    });
    const sent = (await phones.texts()).find((text) => text.sid === delivery.provider_message_id);
    expect(sent).toMatchObject({ to: phone, body: `Case 00000: ${surveyUrl}/s/${delivery.token}` });
    const { rows } = await database.pool.query(
      `select detail from delivery_events where delivery_id = $1 and type = 'sent'`,
      [delivery.id],
    );
    expect(rows).toMatchObject([{ detail: { provider: 'twilio', segments: 1 } }]);
  });

  test('doubled jobs and two workers send each person one message', async () => {
    const people = await peopleToAsk(
      database.pool,
      workspaceId,
      emailStep(await aSurvey(database.pool, workspaceId)),
      Array.from({ length: 25 }, () => ({})),
    );
    startWorker();
    startWorker();
    await offer(people, 3);
    const deliveries = await eventually(async () => {
      const all = await Promise.all(people.map(of));
      return all.every((each) => each?.status === 'sent') && all;
    });
    // The send jobs once more, as the relay may add them.
    const deliveryIds = deliveries.map((each) => DeliveryId.parse(each?.id));
    await producer.enqueue(sendEmails, [
      { workspaceId, deliveryIds },
      { workspaceId, deliveryIds },
    ]);
    await eventually(async () => (await producer.depth(sendEmails)) === 0);
    for (const person of people) expect(await emailsTo(person)).toHaveLength(1);
    expect((await of(people[0]))?.events).toEqual(['queued', 'sent']);
  });

  test('a message keeps the facts of its preparation though the contact changes before it is sent', async () => {
    const surveyId = await aSurvey(database.pool, workspaceId);
    const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{ firstName: 'Before' }]);
    const handler = prepareDeliveriesHandler({ pool: database.pool, producer, announcer });
    await handler(
      { workspaceId, taskRunIds: people.map((each) => each.taskRunId) },
      { signal: new AbortController().signal, log, note: () => {} },
    );
    await database.pool.query(`update contacts set first_name = 'After' where id = $1`, [people[0]?.contactId]);
    startWorker();
    const [email] = await eventually(async () => {
      const emails = await emailsTo(people[0]);
      return emails.length > 0 && emails;
    });
    expect(email?.body.text).toContain('Dear Before');
  });

  test('someone who opts out between preparation and sending gets nothing', async () => {
    const surveyId = await aSurvey(database.pool, workspaceId);
    const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}]);
    const handler = prepareDeliveriesHandler({ pool: database.pool, producer, announcer });
    await handler(
      { workspaceId, taskRunIds: people.map((each) => each.taskRunId) },
      { signal: new AbortController().signal, log, note: () => {} },
    );
    await database.pool.query('update contacts set email_opted_out_at = now() where id = $1', [people[0]?.contactId]);
    startWorker();
    const delivery = await eventually(async () => {
      const now = await of(people[0]);
      return now?.status === 'opted-out' && now;
    });
    expect(delivery).toMatchObject({ task_status: 'skipped', task_error: { code: 'contact-opted-out' } });
    expect(await emailsTo(people[0])).toEqual([]);
  });

  test('a delivery whose worker died after the fence is not sent again', async () => {
    const surveyId = await aSurvey(database.pool, workspaceId);
    const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}, {}]);
    const [dead, alive] = people;
    const handler = prepareDeliveriesHandler({ pool: database.pool, producer, announcer });
    await handler(
      { workspaceId, taskRunIds: people.map((each) => each.taskRunId) },
      { signal: new AbortController().signal, log, note: () => {} },
    );
    const id = DeliveryId.parse((await of(dead))?.id);
    const fenced = await inWorkspace(database.pool, workspaceId, (db) =>
      fenceDeliveries(db, workspaceId, 'email', [id]),
    );
    expect(fenced).toHaveLength(1);

    startWorker();
    await eventually(async () => (await of(alive))?.status === 'sent');
    await producer.enqueue(sendEmails, [{ workspaceId, deliveryIds: [id] }]);
    await eventually(async () => (await producer.depth(sendEmails)) === 0);
    expect(await of(dead)).toMatchObject({ status: 'sending', attempts: 1 });
    expect(await emailsTo(dead)).toEqual([]);
  });

  test('a throttled e-mail waits in the queue with its reason, is not early, and goes out when due', async () => {
    const surveyId = await aSurvey(database.pool, workspaceId);
    const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}]);
    await using throttling = await failingSes(400, 'Throttling', 'Maximum sending rate exceeded.');
    const slow = startWorker(ses(`http://127.0.0.1:${throttling.port}`));
    await offer(people);
    const waiting = await eventually(async () => {
      const now = await of(people[0]);
      return now?.events.includes('deferred') && now;
    });
    expect(waiting).toMatchObject({
      status: 'queued',
      error: { code: 'provider-throttled' },
      task_status: 'running',
      attempts: 1,
    });
    expect(waiting.due_in_ms).toBeLessThan(5_000);
    await slow[Symbol.asyncDispose]();

    startWorker();
    const payload = { workspaceId, deliveryIds: [DeliveryId.parse(waiting.id)] };
    await database.pool.query(`update deliveries set due_at = now() + interval '1 hour' where id = $1`, [waiting.id]);
    await producer.enqueue(sendEmails, [payload]);
    await eventually(async () => (await producer.depth(sendEmails)) === 0);
    expect(await of(people[0])).toMatchObject({ status: 'queued', attempts: 1 });
    await database.pool.query('update deliveries set due_at = now() where id = $1', [waiting.id]);
    await producer.enqueue(sendEmails, [payload]);
    const sent = await eventually(async () => {
      const now = await of(people[0]);
      return now?.status === 'sent' && now;
    });
    expect(sent).toMatchObject({ attempts: 2, error: null, events: ['queued', 'deferred', 'sent'] });
  });

  test('a refusal fails the task at once with the provider’s own words', async () => {
    const surveyId = await aSurvey(database.pool, workspaceId);
    const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}]);
    const words = 'Email address is not verified. The following identities failed: feedback@example.com';
    await using refusing = await failingSes(400, 'MessageRejected', words);
    startWorker(ses(`http://127.0.0.1:${refusing.port}`));
    await offer(people);
    const delivery = await eventually(async () => {
      const now = await of(people[0]);
      return now?.status === 'failed' && now;
    });
    expect(delivery).toMatchObject({
      error: { code: 'from-address-not-verified', detail: expect.stringContaining(words) },
      task_status: 'failed',
      task_error: { code: 'from-address-not-verified' },
      run_status: 'partially-failed',
    });
  });

  test('a connection that breaks in mid-send leaves the delivery unknown, and its task failed', async () => {
    const surveyId = await aSurvey(database.pool, workspaceId);
    const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}]);
    let calls = 0;
    await using breaking = await listenOn((request, response) => {
      calls += 1;
      request.resume().once('end', () => response.socket?.destroy());
    });
    startWorker(ses(`http://127.0.0.1:${breaking.port}`));
    await offer(people);
    const delivery = await eventually(async () => {
      const now = await of(people[0]);
      return now?.status === 'unknown' && now;
    });
    expect(delivery).toMatchObject({ task_status: 'failed', task_error: { code: 'delivery-unknown' } });
    await producer.enqueue(sendEmails, [{ workspaceId, deliveryIds: [DeliveryId.parse(delivery.id)] }]);
    await eventually(async () => (await producer.depth(sendEmails)) === 0);
    expect(calls).toBe(1);
  });

  test('a number that Twilio has blocked counts as opted out, also in the directory', async () => {
    const surveyId = await aSurvey(database.pool, workspaceId);
    const people = await peopleToAsk(database.pool, workspaceId, smsStep(surveyId), [{ phone: '+15005550004' }]);
    startWorker();
    await offer(people);
    const delivery = await eventually(async () => {
      const now = await of(people[0]);
      return now?.status === 'opted-out' && now;
    });
    expect(delivery).toMatchObject({ task_status: 'skipped' });
    const { rows } = await database.pool.query('select sms_opted_out_at from contacts where id = $1', [
      people[0]?.contactId,
    ]);
    expect(rows[0]?.sms_opted_out_at).not.toBeNull();
  });

  test('without a provider the task says so', async () => {
    const surveyId = await aSurvey(database.pool, workspaceId);
    const people = await peopleToAsk(database.pool, workspaceId, emailStep(surveyId), [{}]);
    startWorker(null);
    await offer(people);
    const delivery = await eventually(async () => {
      const now = await of(people[0]);
      return now?.status === 'failed' && now;
    });
    expect(delivery.task_error?.code).toBe('provider-not-configured');
  });
});

function failingSes(status: number, code: string, message: string): Promise<HttpServer> {
  const body = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return listenOn((request, response) => {
    request.resume().once('end', () => response.writeHead(status, { 'content-type': 'text/xml' }).end(body));
  });
}

function listenOn(app: RequestListener): Promise<HttpServer> {
  return listen(app, { port: 0, host: '127.0.0.1' });
}
