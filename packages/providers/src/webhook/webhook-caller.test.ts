import { createServer, type RequestListener } from 'node:http';
import { AllowedNetworks } from '@canvass/domain';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { checkedLookup } from './checked-lookup.ts';
import { createWebhookCaller, parseRetryAfter } from './webhook-caller.ts';

const loopback = AllowedNetworks.parse('127.0.0.0/8,::1/128');
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const older = 'whsec_c29tZSBvbGRlciBzZWNyZXQgb2YgMzIgYnl0ZXM=';
const call = { secrets: [secret], id: 'evt-1', body: '{"type":"run.succeeded"}' };

async function receiver(listener: RequestListener) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}/hook`,
    port: address.port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function caller(options: { allowed?: AllowedNetworks; timeoutMs?: number } = {}) {
  return createWebhookCaller({ allowed: loopback, timeoutMs: 2_000, maxConnections: 4, ...options });
}

describe('what is sent', () => {
  async function sent(secrets: string[]) {
    const seen: { headers: Record<string, string>; body: string }[] = [];
    await using server = await receiver((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)] as const);
        seen.push({ headers: Object.fromEntries(headers), body });
        response.end('thanks');
      });
    });
    using calls = caller();
    const outcome = await calls.call({ ...call, url: server.url, secrets });
    expect(outcome).toEqual({ failure: null, statusCode: 200, answer: 'thanks', retryAfterMs: null });
    const [first] = seen;
    if (first === undefined) throw new Error('nothing came');
    return first;
  }

  test('verifies with the library of Standard Webhooks', async () => {
    const { headers, body } = await sent([secret]);
    expect(new Webhook(secret).verify(body, headers)).toEqual({ type: 'run.succeeded' });
    expect(headers).toMatchObject({ 'webhook-id': 'evt-1', 'content-type': 'application/json' });
    expect(() => new Webhook(older).verify(body, headers)).toThrow();
    expect(() => new Webhook(secret).verify(`${body} `, headers)).toThrow();
  });

  test('verifies with either secret while a rotation overlaps', async () => {
    const { headers, body } = await sent([secret, older]);
    for (const each of [secret, older]) expect(new Webhook(each).verify(body, headers)).toBeTruthy();
  });
});

describe('what is no success', () => {
  async function outcomeOf(listener: RequestListener, timeoutMs = 2_000) {
    await using server = await receiver(listener);
    using calls = caller({ timeoutMs });
    return await calls.call({ ...call, url: server.url });
  }

  test('an error status, with the beginning of its answer', async () => {
    const outcome = await outcomeOf((_, response) => response.writeHead(500).end('x'.repeat(100_000)));
    expect(outcome).toMatchObject({ statusCode: 500, failure: { code: 'webhook-refused', detail: 'HTTP 500' } });
    expect(outcome.answer).toHaveLength(1_024);
  });

  test('a redirect, which is not followed', async () => {
    let requests = 0;
    const outcome = await outcomeOf((_, response) => {
      requests += 1;
      response.writeHead(302, { location: '/other' }).end();
    });
    expect(outcome).toMatchObject({ statusCode: 302, failure: { code: 'webhook-redirected' } });
    expect(requests).toBe(1);
  });

  test('no answer, and one that never ends', async () => {
    expect(await outcomeOf(() => {}, 100)).toMatchObject({ statusCode: null, failure: { code: 'webhook-timeout' } });
    const dripping = await outcomeOf((_, response) => void response.writeHead(200).write('a'), 100);
    expect(dripping.failure?.code).toBe('webhook-timeout');
  });

  test('a connection that breaks, and one that is not taken', async () => {
    const broken = await outcomeOf((request) => request.socket.destroy());
    expect(broken.failure).toEqual({ code: 'webhook-unreachable', detail: 'ECONNRESET' });
    using calls = caller();
    const closed = await receiver(() => {});
    await closed[Symbol.asyncDispose]();
    const refused = await calls.call({ ...call, url: closed.url });
    expect(refused.failure).toEqual({ code: 'webhook-unreachable', detail: 'ECONNREFUSED' });
  });

  test('a request to slow down says for how long', async () => {
    const outcome = await outcomeOf((_, response) => response.writeHead(429, { 'retry-after': '7' }).end());
    expect(outcome.retryAfterMs).toBe(7_000);
  });
});

test.each([
  [undefined, null],
  ['soon', null],
  ['0', 0],
  ['120', 120_000],
  ['99999999', 86_400_000],
  ['Mon, 02 Mar 2026 12:00:30 GMT', 30_000],
  ['Mon, 02 Mar 2026 11:00:00 GMT', 0],
])('Retry-After "%s" is %s ms', (header, ms) => {
  expect(parseRetryAfter(header, Date.parse('2026-03-02T12:00:00Z'))).toBe(ms);
});

describe('an address that may not be called', () => {
  test.each(['http://127.0.0.1', 'http://localhost', 'http://[::1]', 'http://[::ffff:127.0.0.1]', 'http://2130706433'])(
    'is not connected to: %s',
    async (base) => {
      let requests = 0;
      await using server = await receiver((_, response) => {
        requests += 1;
        response.end();
      });
      using calls = caller({ allowed: AllowedNetworks.parse('') });
      const { failure } = await calls.call({ ...call, url: `${base}:${server.port}/` });
      expect(failure?.code).toBe('webhook-address-refused');
      expect(requests).toBe(0);
    },
  );

  test('is refused where the name has a public one besides', async () => {
    const resolve = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '127.0.0.1', family: 4 },
    ];
    const error = await new Promise((done) => checkedLookup([], true, resolve)('x.test', { all: true }, done));
    expect(error).toMatchObject({ code: 'ADDRESS_REFUSED' });
  });

  test('is not reached by a name that turns to it after the check', async () => {
    const turns = [[{ address: '8.8.8.8', family: 4 }], [{ address: '127.0.0.1', family: 4 }]];
    let resolved = 0;
    const resolve = async () => turns[resolved++] ?? [];
    const lookup = checkedLookup([], true, resolve);
    const answered = await new Promise((done) => lookup('x.test', { all: true }, (_, addresses) => done(addresses)));
    expect(answered).toEqual(turns[0]);
    expect(resolved).toBe(1); // the connection takes what was checked; nothing is asked a second time
  });

  test('without encryption is any public one', async () => {
    const resolve = async () => [{ address: '8.8.8.8', family: 4 }];
    const error = await new Promise((done) => checkedLookup([], false, resolve)('x.test', {}, done));
    expect(error).toMatchObject({ code: 'ADDRESS_REFUSED' });
  });
});
