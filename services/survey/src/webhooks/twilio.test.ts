import { ActivityAnnouncer } from '@canvass/database';
import type { WorkspaceId } from '@canvass/domain';
import { createLogger, type HttpServer, listen } from '@canvass/platform';
import { createTwilioSender } from '@canvass/providers';
import {
  aWorkspace,
  createTestDatabase,
  eventually,
  freePort,
  type SmsProvider,
  startSmsProvider,
  type TestDatabase,
} from '@canvass/test-support';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { webhookRouter } from './router.ts';
import { aDelivery, optOutsOf, stateOf, type TestDelivery } from './testing/deliveries.ts';
import { wishOf } from './twilio-inbound.ts';

let database: TestDatabase;
let workspaceId: WorkspaceId;
let phones: SmsProvider;
let server: HttpServer;
let surveyUrl: string;
let announcer: ActivityAnnouncer;

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.pool);
  announcer = new ActivityAnnouncer(database.pool, () => {});
  const port = await freePort();
  surveyUrl = `http://127.0.0.1:${port}`;
  phones = await startSmsProvider({ inboundWebhookUrl: `${surveyUrl}/webhooks/twilio/inbound` });
  const webhooks = webhookRouter({
    pool: database.pool,
    announcer,
    log: createLogger('test', 'silent'),
    surveyUrl,
    twilioAuthToken: phones.authToken,
    snsTopicArn: null,
  });
  server = await listen(express().use('/webhooks', webhooks), { port, host: '127.0.0.1' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await phones[Symbol.asyncDispose]();
  await announcer[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** Sends the delivery's text through the provider, which then calls back. */
function send(delivery: TestDelivery, to: string) {
  return createTwilioSender({
    accountSid: phones.accountSid,
    authToken: phones.authToken,
    from: phones.from,
    apiUrl: phones.url,
    statusCallbackUrl: `${surveyUrl}/webhooks/twilio/status`,
    timeoutMs: 5_000,
  }).send({ deliveryId: delivery.deliveryId, attemptId: delivery.attemptId, to, body: 'Hello' });
}

test('a text that arrives is delivered, also when the callback comes before the sending is recorded', async () => {
  const to = '+421905000001';
  const delivery = await aDelivery(database.pool, workspaceId, { channel: 'sms', recipient: to, status: 'sending' });
  await send(delivery, to);
  await eventually(async () => (await stateOf(database.pool, delivery.deliveryId))?.status === 'delivered');
  expect(await stateOf(database.pool, delivery.deliveryId)).toMatchObject({ events: ['sent', 'delivered'] });
});

test('a text that the carrier filters fails with the reason', async () => {
  const to = '+15005530007';
  const delivery = await aDelivery(database.pool, workspaceId, { channel: 'sms', recipient: to });
  await send(delivery, to);
  await eventually(async () => (await stateOf(database.pool, delivery.deliveryId))?.status === 'failed');
  expect(await stateOf(database.pool, delivery.deliveryId)).toMatchObject({ error: { code: 'message-filtered' } });
});

test('a callback that is not signed by Twilio is refused and changes nothing', async () => {
  const delivery = await aDelivery(database.pool, workspaceId, { channel: 'sms', recipient: '+421905000002' });
  const url = `${surveyUrl}/webhooks/twilio/status?delivery=${delivery.deliveryId}&attempt=${delivery.attemptId}`;
  const body = new URLSearchParams({ MessageSid: 'SM1', MessageStatus: 'delivered' });
  for (const signature of [undefined, 'AAAA', 'c2lnbmVkIGJ5IG5vYm9keQ==']) {
    const headers = signature === undefined ? {} : { 'x-twilio-signature': signature };
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(403);
  }
  expect(await stateOf(database.pool, delivery.deliveryId)).toMatchObject({ status: 'sent', events: [] });
});

test('STOP opts the person out of texts in every workspace that texted the number, and START takes it back', async () => {
  const phone = '+421905000003';
  const otherWorkspace = await aWorkspace(database.pool);
  const strangerWorkspace = await aWorkspace(database.pool);
  const [ours, theirs] = [
    await aDelivery(database.pool, workspaceId, { channel: 'sms', recipient: phone }),
    await aDelivery(database.pool, otherWorkspace, { channel: 'sms', recipient: phone }),
  ];
  const stranger = await aDelivery(database.pool, strangerWorkspace, { channel: 'sms', recipient: '+421905000004' });
  await database.pool.query('update contacts set phone = $2 where id = $1', [stranger.contactId, phone]);

  await phones.receive({ from: phone, to: phones.from, body: ' stop. ' });
  for (const each of [ours, theirs]) {
    await eventually(async () => (await optOutsOf(database.pool, each.contactId))?.sms === true);
    expect(await optOutsOf(database.pool, each.contactId)).toEqual({ sms: true, email: false });
  }
  expect((await optOutsOf(database.pool, stranger.contactId))?.sms).toBe(false);
  const { rows } = await database.pool.query('select kind, changes from contact_changes where contact_id = $1', [
    ours.contactId,
  ]);
  expect(rows).toEqual([{ kind: 'opted-out', changes: { channel: 'sms', source: 'text-message' } }]);

  await phones.receive({ from: phone, to: phones.from, body: 'START' });
  await eventually(async () => (await optOutsOf(database.pool, ours.contactId))?.sms === false);
});

test.each([
  ['STOP', 'stop'],
  ['Unsubscribe', 'stop'],
  ['stopall', 'stop'],
  ['unstop', 'start'],
  ['HELP', null],
  ['please stop', null],
  ['', null],
] as const)('the text “%s” means %s', (body, wish) => {
  expect(wishOf(body)).toBe(wish);
});
