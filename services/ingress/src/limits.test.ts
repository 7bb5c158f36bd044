import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { anOrganizationId, anOutboundMessage } from '@canvass/outbound-message/fixtures';
import { eventually } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { intakeInFlight } from './metrics.ts';
import { aSource, post, rowsOf, startIngress, type TestIngress } from './testing/start-ingress.ts';

const pinned = { organizationId: anOrganizationId, objectType: 'Case' };
const maxBodyBytes = 200_000;
let ingress: TestIngress;
beforeAll(async () => {
  ingress = await startIngress({ limits: { maxBodyBytes, bodyTimeoutMs: 500, maxRequests: 3, maxBytes: 400_000 } });
});
afterAll(() => ingress[Symbol.asyncDispose]());

/** Sends raw bytes and answers what came back until the connection ended. */
function exchange(write: (send: (text: string) => void) => void): Promise<{ text: string; tookMs: number }> {
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const socket = connect(ingress.port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('error', () => {});
    socket.on('close', () => resolve({ text, tookMs: performance.now() - startedAt }));
    socket.on('connect', () =>
      write((part) => {
        if (!socket.destroyed) socket.write(part);
      }),
    );
  });
}

const head = (token: string, more: string) => `POST /in/${token} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n\r\n`;

test('a body declared too large gets 413 before it is sent, and the connection ends', async () => {
  const source = await aSource(ingress.pool, pinned);
  const { text } = await exchange((send) => send(head(source.token, 'Content-Length: 9000000')));
  expect(text).toMatch(/^HTTP\/1\.1 413 /);
  expect(text).toMatch(/connection: close/i);
  expect(text).toContain('soapenv:Fault');
  expect((await rowsOf(ingress.pool, source)).rejections).toMatchObject([{ reason: 'too-large', count: 1 }]);
});

test('an endless body of unknown length gets 413, and memory stays flat', async () => {
  const source = await aSource(ingress.pool, pinned);
  const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
  const before = process.memoryUsage().rss;
  let most = before;
  const { text } = await exchange((send) => {
    send(head(source.token, 'Transfer-Encoding: chunked'));
    let sent = 0;
    const timer = setInterval(() => {
      for (let index = 0; index < 20; index += 1) send(chunk);
      most = Math.max(most, process.memoryUsage().rss);
      sent += 1;
      if (sent > 60) clearInterval(timer);
    }, 5);
  });
  expect(text).toMatch(/^HTTP\/1\.1 413 /);
  expect((await rowsOf(ingress.pool, source)).rejections).toMatchObject([{ reason: 'too-large' }]);
  expect(most - before).toBeLessThan(120 * 1024 * 1024);
});

test('a gzipped message is inflated', async () => {
  const source = await aSource(ingress.pool, pinned);
  const zipped = gzipSync(anOutboundMessage());
  const reply = await post(ingress.urlOf(source.token), new Uint8Array(zipped), { 'Content-Encoding': 'gzip' });
  expect(reply.acknowledged).toBe(true);
  expect((await rowsOf(ingress.pool, source)).notifications).toHaveLength(1);
});

test('a gzip bomb is refused while it is inflated', async () => {
  const source = await aSource(ingress.pool, pinned);
  const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20));
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const reply = await post(ingress.urlOf(source.token), new Uint8Array(bomb), { 'Content-Encoding': 'gzip' });
  expect(reply.status).toBe(413);
  expect(performance.now() - startedAt).toBeLessThan(2000);
  expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  expect((await rowsOf(ingress.pool, source)).rejections).toMatchObject([{ reason: 'too-large' }]);
});

test.each([
  ['damaged gzip', 'gzip', Buffer.from('not gzip at all')],
  ['truncated gzip', 'gzip', gzipSync(anOutboundMessage()).subarray(0, 100)],
  ['an encoding that is not known', 'br', Buffer.from('x')],
])('%s gets 415 and is recorded', async (_title, encoding, body) => {
  const source = await aSource(ingress.pool, pinned);
  const reply = await post(ingress.urlOf(source.token), new Uint8Array(body), { 'Content-Encoding': encoding });
  expect([reply.status, reply.acknowledged]).toEqual([415, false]);
  expect((await rowsOf(ingress.pool, source)).rejections).toMatchObject([{ reason: 'unsupported-encoding' }]);
});

test('a body that trickles is ended after its time, and holds its place no longer', async () => {
  const source = await aSource(ingress.pool, pinned);
  const slow = Array.from({ length: 3 }, () =>
    exchange((send) => {
      send(head(source.token, 'Content-Length: 1000'));
      const timer = setInterval(() => send('x'), 50);
      setTimeout(() => clearInterval(timer), 5000).unref();
    }),
  );
  await eventually(async () => (await intakeInFlight.get()).values[0]?.value === 3);
  expect((await post(ingress.urlOf(source.token), anOutboundMessage())).status).toBe(503);
  for (const { text, tookMs } of await Promise.all(slow)) {
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(tookMs).toBeLessThan(4000);
  }
  const reply = await post(ingress.urlOf(source.token), anOutboundMessage());
  expect(reply.acknowledged).toBe(true);
});

test('a sender that goes away in mid-message leaves nothing', async () => {
  const source = await aSource(ingress.pool, pinned);
  const message = anOutboundMessage();
  await exchange((send) => {
    send(head(source.token, `Content-Length: ${message.length + 10}`) + message);
  }).catch(() => {});
  const { notifications, rejections } = await rowsOf(ingress.pool, source);
  expect([...notifications, ...rejections]).toEqual([]);
});

test('more bytes in hand than there is room for get 503 with Retry-After', async () => {
  const source = await aSource(ingress.pool, pinned);
  const large = () => anOutboundMessage({ notifications: [{ fields: { Note: 'x'.repeat(190_000) } }] });
  const replies = await Promise.all(Array.from({ length: 12 }, () => post(ingress.urlOf(source.token), large())));
  const refused = replies.filter((reply) => reply.status === 503);
  expect(refused.length).toBeGreaterThan(0);
  expect(refused.every((reply) => Number(reply.headers.get('retry-after')) > 0 && !reply.acknowledged)).toBe(true);
  const { notifications } = await rowsOf(ingress.pool, source);
  expect(notifications).toHaveLength(replies.length - refused.length);
});

test('a workspace whose backlog is full gets 503 until its work is done; other workspaces do not', async () => {
  const source = await aSource(ingress.pool, { ...pinned, backlogLimit: 5 });
  const other = await aSource(ingress.pool, pinned);
  const five = () => anOutboundMessage({ notifications: [{}, {}, {}, {}, {}] });
  const first = await post(ingress.urlOf(source.token), five());
  expect(first.text).toContain('Ack>true');
  const reply = await post(ingress.urlOf(source.token), five());
  expect([reply.status, reply.headers.get('retry-after'), reply.acknowledged]).toEqual([503, '60', false]);
  expect((await post(ingress.urlOf(other.token), five())).acknowledged).toBe(true);

  await ingress.pool.query(`update messages set status = 'resolved' where workspace_id = $1`, [source.workspaceId]);
  await eventually(async () => (await post(ingress.urlOf(source.token), five())).acknowledged);
});

test('guessed URLs occupy few lookups: the others get 503 at once, and a known URL is served meanwhile', async () => {
  await using own = await startIngress();
  const source = await aSource(own.pool, pinned);
  await eventually(async () => {
    const { rows } = await own.pool.query(
      `select from pg_stat_activity where datname = current_database() and query like 'listen%' and state = 'idle'`,
    );
    return rows.length > 0; // what is remembered from now on stays remembered
  });
  expect((await post(own.urlOf(source.token), anOutboundMessage())).acknowledged).toBe(true);
  const blocker = await own.pool.connect();
  await blocker.query('begin');
  await blocker.query('lock table event_source_tokens in access exclusive mode');
  const startedAt = performance.now();
  const guesses = Array.from({ length: 30 }, (_, index) => post(own.urlOf(`guess-${index}`), anOutboundMessage()));
  const { status, headers } = await Promise.race(guesses);
  const answeredAfterMs = performance.now() - startedAt;
  const known = await post(own.urlOf(source.token), anOutboundMessage());
  await blocker.query('rollback');
  blocker.release();
  expect([status, headers.get('retry-after')]).toEqual([503, '5']);
  expect(answeredAfterMs).toBeLessThan(3_000);
  expect(known.acknowledged).toBe(true);
  const statuses = (await Promise.all(guesses)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 503)).toHaveLength(26);
  expect(statuses.filter((status) => status === 404)).toHaveLength(4);
});
