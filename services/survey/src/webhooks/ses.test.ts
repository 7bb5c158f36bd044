import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { ActivityAnnouncer } from '@canvass/database';
import type { WorkspaceId } from '@canvass/domain';
import { createLogger, type HttpServer, listen } from '@canvass/platform';
import { aWorkspace, createTestDatabase, type TestDatabase } from '@canvass/test-support';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { webhookRouter } from './router.ts';
import { type SnsMessage, textToSign, toSnsUrl } from './sns-signature.ts';
import { aDelivery, optOutsOf, stateOf, type TestDelivery } from './testing/deliveries.ts';

const topic = 'arn:aws:sns:us-east-1:123456789012:ses-events';
const certificateUrl = 'https://sns.us-east-1.amazonaws.com/SimpleNotificationService-1.pem';
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

let database: TestDatabase;
let workspaceId: WorkspaceId;
let announcer: ActivityAnnouncer;
let server: HttpServer;
const fetched: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.pool);
  announcer = new ActivityAnnouncer(database.pool, () => {});
  const webhooks = webhookRouter({
    pool: database.pool,
    announcer,
    log: createLogger('test', 'silent'),
    surveyUrl: 'https://ask.example.com',
    twilioAuthToken: null,
    snsTopicArn: topic,
    // Amazon's side: its certificate, and the address that confirms a subscription.
    async snsFetch(url) {
      fetched.push(url.href);
      return keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
    },
  });
  server = await listen(express().use('/webhooks', webhooks), { port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await announcer[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

function aMessage(content: unknown, changes: Partial<SnsMessage> = {}): SnsMessage {
  const message: SnsMessage = {
    Type: 'Notification',
    MessageId: randomUUID(),
    TopicArn: topic,
    Message: JSON.stringify(content),
    Timestamp: '2026-11-23T12:00:00.000Z',
    SignatureVersion: '2',
    Signature: '',
    SigningCertURL: certificateUrl,
    ...changes,
  };
  const digest = message.SignatureVersion === '2' ? 'sha256' : 'sha1';
  return { ...message, Signature: sign(digest, Buffer.from(textToSign(message)), keys.privateKey).toString('base64') };
}

const post = (message: unknown) =>
  fetch(`http://127.0.0.1:${server.port}/webhooks/ses`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=UTF-8' },
    body: JSON.stringify(message),
  });

const anEmail = () => aDelivery(database.pool, workspaceId, { channel: 'email', recipient: 'ada@example.net' });
const mailOf = (delivery: TestDelivery) => ({
  messageId: 'not known yet',
  tags: { delivery: [delivery.deliveryId], attempt: [delivery.attemptId], 'ses:operation': ['SendRawEmail'] },
});

test.each([
  ['Delivery', { delivery: { timestamp: '2026-11-23T12:00:00.000Z' } }, 'delivered'],
  ['Bounce', { bounce: { bounceType: 'Permanent', bounceSubType: 'General' } }, 'hard-bounce'],
  ['Bounce', { bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull' } }, 'soft-bounce'],
  ['Complaint', { complaint: { complaintFeedbackType: 'abuse' } }, 'complaint'],
  ['Open', { open: {} }, 'opened'],
  ['Click', { click: { link: 'https://ask.example.com/s/secret' } }, 'clicked'],
  ['Reject', { reject: { reason: 'Bad content' } }, 'failed'],
] as const)('%s (%j) makes the delivery %s', async (eventType, part, status) => {
  const delivery = await anEmail();
  expect((await post(aMessage({ eventType, mail: mailOf(delivery), ...part }))).status).toBe(204);
  expect(await stateOf(database.pool, delivery.deliveryId)).toMatchObject({ status, events: [status] });
});

test('an event without tags is found by the provider’s own message id', async () => {
  const delivery = await anEmail();
  const content = { notificationType: 'Delivery', mail: { messageId: delivery.providerMessageId }, delivery: {} };
  await post(aMessage(content, { SignatureVersion: '1' }));
  expect(await stateOf(database.pool, delivery.deliveryId)).toMatchObject({ status: 'delivered' });
});

test('a repeated event is one event, and a late one does not move the delivery back', async () => {
  const delivery = await anEmail();
  const opened = aMessage({ eventType: 'Open', mail: mailOf(delivery), open: {} });
  await post(opened);
  await post(opened);
  await post(aMessage({ eventType: 'Delivery', mail: mailOf(delivery), delivery: {} }));
  expect(await stateOf(database.pool, delivery.deliveryId)).toMatchObject({
    status: 'opened',
    events: ['opened', 'delivered'],
  });
});

test('a complaint opts the person out of e-mail', async () => {
  const delivery = await anEmail();
  await post(aMessage({ eventType: 'Complaint', mail: mailOf(delivery), complaint: {} }));
  expect(await optOutsOf(database.pool, delivery.contactId)).toEqual({ email: true, sms: false });
});

test('events of another attempt are not taken', async () => {
  const delivery = await anEmail();
  const mail = mailOf({ ...delivery, attemptId: randomUUID() });
  expect((await post(aMessage({ eventType: 'Delivery', mail, delivery: {} }))).status).toBe(204);
  expect(await stateOf(database.pool, delivery.deliveryId)).toMatchObject({ status: 'sent' });
});

test('what SNS did not sign, what was changed, and what comes from another topic is refused', async () => {
  const delivery = await anEmail();
  const genuine = aMessage({ eventType: 'Delivery', mail: mailOf(delivery), delivery: {} });
  const foreign = 'arn:aws:sns:us-east-1:999999999999:mine';
  for (const forged of [
    { ...genuine, Signature: Buffer.from('nobody').toString('base64') },
    { ...genuine, Message: genuine.Message.replace('Delivery', 'Complaint') },
    aMessage(JSON.parse(genuine.Message), { TopicArn: foreign }),
    aMessage(JSON.parse(genuine.Message), {
      SigningCertURL: 'https://evil.example.com/sns.us-east-1.amazonaws.com.pem',
    }),
  ]) {
    expect((await post(forged)).status).toBe(403);
  }
  expect(await stateOf(database.pool, delivery.deliveryId)).toMatchObject({ status: 'sent', events: [] });
  expect(fetched.every((url) => url === certificateUrl)).toBe(true);
});

test('a subscription to our topic is confirmed at SNS, and nowhere else', async () => {
  const confirmation = (SubscribeURL: string) =>
    post(aMessage({}, { Type: 'SubscriptionConfirmation', Token: 'token', SubscribeURL }));
  const address = 'https://sns.us-east-1.amazonaws.com/?Action=ConfirmSubscription&Token=token';
  expect((await confirmation(address)).status).toBe(204);
  expect(fetched).toContain(address);
  await confirmation('https://evil.example.com/confirm');
  expect(fetched.join()).not.toContain('evil');
});

test('what is no SNS message, or too large, is refused', async () => {
  expect((await post({ hello: 'world' })).status).toBe(400);
  expect((await post({ Message: 'x'.repeat(400_000) })).status).toBe(413);
});

test.each([
  'http://sns.us-east-1.amazonaws.com/a.pem',
  'https://sns.us-east-1.amazonaws.com.evil.example/a.pem',
  'https://sns.us-east-1.amazonaws.com:8443/a.pem',
  'https://user@sns.us-east-1.amazonaws.com/a.pem',
  'https://s3.amazonaws.com/a.pem',
  'not a url',
])('%s is not an address of SNS', (address) => {
  expect(toSnsUrl(address)).toBeNull();
});
