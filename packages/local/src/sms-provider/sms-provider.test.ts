import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createLogger, type HttpServer, listen } from '@canvass/platform';
import { createTwilioSender, type OutgoingText, type TextSender } from '@canvass/providers';
import { eventually } from '@canvass/test-support';
import twilio from 'twilio';
import { expect, test } from 'vitest';
import { CallbackQueue } from './callbacks.ts';
import { MessageStore } from './message-store.ts';
import { smsProvider } from './sms-provider.ts';

const accountSid = `AC${'0'.repeat(32)}`;
const authToken = 'a secret of the account';
const number = '+15005550006';

interface Callback {
  path: string;
  parameters: Record<string, string>;
  signed: boolean;
}

interface World extends AsyncDisposable {
  url: string;
  sender: TextSender;
  callbacks: Callback[];
  /** The webhook answers 500 this many times. */
  failCallbacks(times: number): void;
  provider: HttpServer;
}

async function startWorld(options: { authToken?: string } = {}): Promise<World> {
  const stack = new AsyncDisposableStack();
  const callbacks: Callback[] = [];
  let failures = 0;
  const webhook = stack.use(
    await listen(
      async (request: IncomingMessage, response: ServerResponse) => {
        const body = Buffer.concat(await request.toArray()).toString();
        const parameters = Object.fromEntries(new URLSearchParams(body));
        const url = `http://127.0.0.1:${webhook.port}${request.url}`;
        const signature = String(request.headers['x-twilio-signature']);
        failures -= 1;
        response.writeHead(failures >= 0 ? 500 : 204).end();
        if (failures < 0) {
          const signed = twilio.validateRequest(authToken, signature, url, parameters);
          callbacks.push({ path: request.url ?? '', parameters, signed });
        }
      },
      { port: 0, host: '127.0.0.1' },
    ),
  );
  const queue = stack.use(new CallbackQueue(authToken, createLogger('test', 'silent')));
  const provider = stack.use(
    await listen(
      smsProvider({
        accountSid,
        authToken,
        inboundWebhookUrl: `http://127.0.0.1:${webhook.port}/inbound`,
        messages: new MessageStore(),
        callbacks: queue,
      }),
      { port: 0, host: '127.0.0.1' },
    ),
  );
  const url = `http://127.0.0.1:${provider.port}`;
  const sender = createTwilioSender({
    accountSid,
    authToken: options.authToken ?? authToken,
    from: number,
    apiUrl: url,
    statusCallbackUrl: `http://127.0.0.1:${webhook.port}/status`,
    timeoutMs: 3_000,
  });
  return {
    url,
    sender,
    callbacks,
    provider,
    failCallbacks(times) {
      failures = times;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

const aText = (changes: Partial<OutgoingText> = {}): OutgoingText => ({
  deliveryId: randomUUID(),
  attemptId: randomUUID(),
  to: '+421905123456',
  body: 'How was it? https://example.com/s/abc',
  ...changes,
});

test('a text is accepted, listed, and reported signed as queued, sent, delivered', async () => {
  await using world = await startWorld();
  const text = aText();
  const outcome = await world.sender.send(text);
  expect(outcome).toMatchObject({
    kind: 'accepted',
    providerMessageId: expect.stringMatching(/^SM[0-9a-f]{32}$/),
    facts: { segments: 1 },
  });
  await eventually(async () => world.callbacks.length === 3);
  expect(world.callbacks.map((each) => each.parameters.MessageStatus)).toEqual(['queued', 'sent', 'delivered']);
  expect(world.callbacks.every((each) => each.signed)).toBe(true);
  expect(world.callbacks[0]?.path).toBe(`/status?delivery=${text.deliveryId}&attempt=${text.attemptId}`);

  const listed: unknown = await (await fetch(`${world.url}/messages`)).json();
  expect(listed).toMatchObject([{ from: number, to: text.to, body: text.body, status: 'delivered' }]);
});

test('texts are listed newest first', async () => {
  await using world = await startWorld();
  for (const body of ['first', 'second']) await world.sender.send(aText({ body }));
  const listed: unknown = await (await fetch(`${world.url}/messages`)).json();
  expect(listed).toMatchObject([{ body: 'second' }, { body: 'first' }]);
});

test('a webhook that fails is called again', async () => {
  await using world = await startWorld();
  world.failCallbacks(2);
  await world.sender.send(aText());
  await eventually(async () => world.callbacks.length === 3);
  expect(world.callbacks.map((each) => each.parameters.MessageStatus)).toEqual(['queued', 'sent', 'delivered']);
});

test('wrong credentials are refused as Twilio refuses them', async () => {
  await using world = await startWorld({ authToken: 'another' });
  expect(await world.sender.send(aText())).toMatchObject({
    kind: 'refused',
    failure: { code: 'provider-credentials-refused' },
    facts: { code: 20003 },
  });
});

test.each([
  ['a number that is none', '12345', 'refused', 'recipient-refused', 21211],
  ['Twilio’s magic invalid number', '+15005550001', 'refused', 'recipient-refused', 21211],
  ['a country that is not permitted', '+15005550003', 'refused', 'region-not-permitted', 21408],
  ['a person who sent STOP', '+15005550004', 'refused', 'contact-opted-out', 21610],
  ['a landline', '+15005550009', 'refused', 'recipient-refused', 21614],
  ['too many requests', '+15005520429', 'not-accepted', 'provider-throttled', 20429],
  ['a failure of Twilio itself', '+15005520500', 'not-accepted', 'provider-unavailable', 20500],
] as const)('%s', async (_, to, kind, code, twilioCode) => {
  await using world = await startWorld();
  expect(await world.sender.send(aText({ to }))).toMatchObject({
    kind,
    failure: { code },
    facts: { code: twilioCode },
  });
});

test('a body over 1,600 characters is refused', async () => {
  await using world = await startWorld();
  expect(await world.sender.send(aText({ body: 'x'.repeat(1601) }))).toMatchObject({
    kind: 'refused',
    failure: { code: 'message-too-long' },
  });
});

test('segments are counted: a letter outside of GSM-7 makes them shorter', async () => {
  await using world = await startWorld();
  const segments = async (body: string) => (await world.sender.send(aText({ body }))).facts.segments;
  expect(await segments('x'.repeat(160))).toBe(1);
  expect(await segments('ž'.repeat(71))).toBe(2);
});

test('a text that the carrier filters is reported as undelivered with its code', async () => {
  await using world = await startWorld();
  expect(await world.sender.send(aText({ to: '+15005530007' }))).toMatchObject({ kind: 'accepted' });
  await eventually(async () => world.callbacks.length === 3);
  expect(world.callbacks[2]?.parameters).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30007' });
});

test('STOP is reported to the inbound webhook and blocks the number until START', async () => {
  await using world = await startWorld();
  const person = '+421905123456';
  const say = (body: string) =>
    fetch(`${world.url}/inbound`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: person, to: number, body }),
    });
  await say('Stop');
  await eventually(async () => world.callbacks.length === 1);
  expect(world.callbacks[0]).toMatchObject({
    path: '/inbound',
    signed: true,
    parameters: { Body: 'Stop', From: person },
  });
  expect(await world.sender.send(aText({ to: person }))).toMatchObject({ failure: { code: 'contact-opted-out' } });
  await say('START');
  expect(await world.sender.send(aText({ to: person }))).toMatchObject({ kind: 'accepted' });
});

test('the page shows what was sent without running what was written', async () => {
  await using world = await startWorld();
  await world.sender.send(aText({ body: '<script>alert(1)</script> https://example.com/s/abc' }));
  const page = await (await fetch(world.url)).text();
  expect(page).not.toContain('<script>');
  expect(page).toContain('<a href="https://example.com/s/abc">');
});

test('a provider that cannot be reached has not accepted; one that breaks off leaves it unclear', async () => {
  await using world = await startWorld();
  await using silent = await listen((_request, response) => response.socket?.destroy(), { port: 0, host: '127.0.0.1' });
  const sender = (apiUrl: string) =>
    createTwilioSender({ accountSid, authToken, from: number, apiUrl, statusCallbackUrl: world.url, timeoutMs: 500 });
  expect(await sender('http://127.0.0.1:1').send(aText())).toMatchObject({ kind: 'not-accepted' });
  expect(await sender(`http://127.0.0.1:${silent.port}`).send(aText())).toMatchObject({ kind: 'unclear' });
});
