import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '@canvass/platform';
import { type Mailbox, startMailbox } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { anEmail, type EmailWorld, emailSenderConformance } from './email-sender.conformance.ts';
import { createSesSender } from './ses.ts';
import { classifySesFailure } from './ses-failures.ts';

let mailbox: Mailbox;
beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  mailbox = await startMailbox();
});
afterAll(() => mailbox[Symbol.asyncDispose]());

const sesError = (code: string, message: string) =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;

/** The SES emulator, with a listener before it that keeps what came over the wire and fails when told to. */
async function startSes(): Promise<EmailWorld> {
  const received: { to: string[]; raw: string }[] = [];
  let next: ((response: ServerResponse) => void) | null = null;
  let taken = true;
  const front = await listen(
    async (incoming: IncomingMessage, response: ServerResponse) => {
      const body = Buffer.concat(await incoming.toArray());
      const form = new URLSearchParams(body.toString());
      if (next === null || taken) {
        const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString();
        received.push({ to: form.getAll('Destinations.member.1'), raw });
      }
      if (next !== null) {
        next(response);
        next = null;
        taken = true;
        return;
      }
      const { method, headers } = incoming;
      httpRequest(mailbox.url, { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      }).end(body);
    },
    { port: 0, host: '127.0.0.1' },
  );
  const sender = createSesSender({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${front.port}`,
    configurationSet: null,
    maxConnections: 5,
    timeoutMs: 3_000,
  });
  const stop = async () => {
    front.server.closeAllConnections();
    await front[Symbol.asyncDispose]();
  };
  const answer = (status: number, code: string, message: string) => {
    taken = false;
    next = (response) => response.writeHead(status, { 'content-type': 'text/xml' }).end(sesError(code, message));
  };
  return {
    sender,
    received: () => received,
    refuseRecipient: () => answer(400, 'MessageRejected', 'That mailbox is not here'),
    throttle: () => answer(400, 'Throttling', 'Maximum sending rate exceeded.'),
    breakAfterTaking: () => {
      next = (response) => response.socket?.destroy();
    },
    stopListening: stop,
    async [Symbol.asyncDispose]() {
      await sender[Symbol.asyncDispose]();
      if (front.server.listening) await stop();
    },
  };
}

describe('SES', () => {
  emailSenderConformance(startSes);

  test.each([
    ['never answers', () => {}],
    [
      'begins an answer and never ends it',
      (_: IncomingMessage, response: ServerResponse) => response.writeHead(200, { 'content-length': 1000 }).write(' '),
    ],
  ])('a provider that %s leaves the message unclear within the time limit', async (_, respond) => {
    const silent = createServer(respond);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await using sender = createSesSender({
      region: 'us-east-1',
      endpoint: `http://127.0.0.1:${port}`,
      configurationSet: null,
      maxConnections: 1,
      timeoutMs: 300,
    });
    expect(await sender.send(anEmail())).toMatchObject({ kind: 'unclear' });
    silent.closeAllConnections();
    silent.close();
  });
});

test('a message whose connection breaks is unclear, also when it had waited for that connection', async () => {
  let requests = 0;
  const server = await listen(
    async (request, response) => {
      await request.toArray();
      requests += 1;
      if (requests > 1) response.destroy();
      else response.end('<SendRawEmailResponse><MessageId>first</MessageId></SendRawEmailResponse>');
    },
    { port: 0, host: '127.0.0.1' },
  );
  const endpoint = `http://127.0.0.1:${server.port}`;
  await using sender = createSesSender({
    ...{ region: 'us-east-1', endpoint, configurationSet: null, maxConnections: 1, timeoutMs: 3_000 },
  });
  const outcomes = await Promise.all([sender.send(anEmail()), sender.send(anEmail())]);
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['accepted', 'unclear']);
  await server[Symbol.asyncDispose]();
});

describe('what SES’s errors mean', () => {
  const error = (name: string, message: string, httpStatusCode = 400) =>
    Object.assign(new Error(message), { name, $metadata: { httpStatusCode } });
  const email = { from: { email: 'feedback@acme.com', name: null } };
  const unverified = (who: string) =>
    error(
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region US-EAST-1: ${who}`,
    );

  test.each([
    ['an unverified from address', unverified('feedback@acme.com'), 'refused', 'from-address-not-verified'],
    ['a sandbox that does not know the recipient', unverified('person@example.net'), 'refused', 'recipient-refused'],
    [
      'a mail-from domain',
      error('MailFromDomainNotVerifiedException', 'no MX'),
      'refused',
      'from-address-not-verified',
    ],
    ['a virus', error('MessageRejected', 'Virus found'), 'refused', 'provider-refused'],
    ['a paused account', error('AccountSendingPausedException', 'paused'), 'refused', 'provider-account-paused'],
    ['wrong keys', error('InvalidClientTokenId', 'no such key', 403), 'refused', 'provider-credentials-refused'],
    [
      'an address without domain',
      error('InvalidParameterValue', "Missing final '@domain'"),
      'refused',
      'recipient-refused',
    ],
    ['the rate', error('Throttling', 'Maximum sending rate exceeded.'), 'not-accepted', 'provider-throttled'],
    ['its own failure', error('InternalFailure', 'oops', 500), 'not-accepted', 'provider-unavailable'],
    ['maintenance', error('ServiceUnavailable', 'later', 503), 'not-accepted', 'provider-unavailable'],
    ['a gateway that gave up', error('Unknown', 'gateway', 504), 'unclear', 'delivery-unknown'],
  ] as const)('%s', (_, failure, kind, code) => {
    expect(classifySesFailure(failure, email)).toMatchObject({ kind, failure: { code } });
  });

  test('a used-up daily quota is asked again in an hour, not in seconds', () => {
    expect(classifySesFailure(error('Throttling', 'Daily message quota exceeded.'), email)).toMatchObject({
      kind: 'not-accepted',
      failure: { code: 'provider-quota-reached' },
      retryAfterMs: 3_600_000,
    });
  });
});
