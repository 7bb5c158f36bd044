import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { replaceEventSourceSecret } from '@canvass/database';
import { eventually } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aJsonSource, rowsOf, startIngress, type TestIngress, type TestJsonSource } from './testing/start-ingress.ts';

let ingress: TestIngress;
beforeAll(async () => {
  ingress = await startIngress();
});
afterAll(() => ingress[Symbol.asyncDispose]());

const Entries = z.array(z.object({ key: z.string(), id: z.uuid() }));
const Reply = z.object({ messageIds: z.array(z.uuid()), accepted: Entries, duplicates: Entries });
const Problem = z.object({
  status: z.number(),
  code: z.string(),
  title: z.string(),
  detail: z.string().nullable(),
  remedy: z.string(),
  errors: z.array(z.object({ pointer: z.string(), message: z.string() })),
});

async function send(
  source: TestJsonSource,
  body: string | Uint8Array<ArrayBuffer> | object,
  headers: Record<string, string> = {},
) {
  const response = await fetch(ingress.urlOf(source.token), {
    method: 'POST',
    body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    headers: { authorization: `Bearer ${source.secret}`, 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const replyOf = ({ text }: { text: string }) => Reply.parse(JSON.parse(text));
const problemOf = ({ text }: { text: string }) => Problem.parse(JSON.parse(text));

function sign(secret: string, id: string, body: string, at = Date.now()) {
  const timestamp = String(Math.floor(at / 1000));
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    authorization: '',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}

test('an event is stored as a notification before it is answered, and a job is made for it', async () => {
  const source = await aJsonSource(ingress.pool);
  const event = { eventId: 'order-1', recordId: 'A-77', customer: { email: 'ann@example.com' }, total: 12.5 };
  const reply = await send(source, event);
  expect(reply.status).toBe(202);
  expect(reply.headers.get('content-type')).toMatch(/^application\/json/);
  const { accepted, duplicates, messageIds } = replyOf(reply);
  expect(duplicates).toEqual([]);
  const { notifications, messages } = await rowsOf(ingress.pool, source);
  expect(notifications).toMatchObject([
    {
      id: accepted[0]?.id,
      salesforce_id: 'order-1',
      record_id: 'A-77',
      object_type: null,
      fields: { eventId: 'order-1', recordId: 'A-77', 'customer.email': 'ann@example.com', total: '12.5' },
    },
  ]);
  expect(messages).toMatchObject([{ id: messageIds[0], notification_count: 1, status: 'pending' }]);
  expect(messages[0].enqueued_at).not.toBeNull();
  const { rows } = await ingress.pool.query('select status, organization_id from event_sources where id = $1', [
    source.id,
  ]);
  expect(rows).toEqual([{ status: 'active', organization_id: null }]);
  await eventually(async () => {
    const fields = await ingress.pool.query(
      `select name, type from event_source_fields where event_source_id = $1 and name in ('customer.email', 'total') order by name`,
      [source.id],
    );
    return fields.rows.length === 2 && fields.rows[0]?.type === 'email' && fields.rows[1]?.type === 'number';
  });
});

test('what comes again is a duplicate, told with the id that it was stored under', async () => {
  const source = await aJsonSource(ingress.pool);
  const first = replyOf(await send(source, [{ eventId: '1' }, { eventId: '2' }]));
  const again = replyOf(await send(source, [{ eventId: '2' }, { eventId: '3' }, { eventId: '3' }]));
  expect(again.duplicates).toEqual([first.accepted[1]]);
  expect(again.accepted.map(({ key }) => key)).toEqual(['3']);
  expect((await rowsOf(ingress.pool, source)).notifications).toHaveLength(3);
  const whole = await send(source, { eventId: '1' });
  expect(whole.status).toBe(202);
  expect(replyOf(whole)).toEqual({ messageIds: [], accepted: [], duplicates: [first.accepted[0]] });
});

test('a thousand events come as messages of a hundred, gzip or not', async () => {
  const source = await aJsonSource(ingress.pool);
  const events = Array.from({ length: 1000 }, (_, index) => ({ eventId: `e${index}`, n: index }));
  const reply = await send(source, new Uint8Array(gzipSync(JSON.stringify(events))), { 'content-encoding': 'gzip' });
  expect(reply.status).toBe(202);
  expect(replyOf(reply).accepted).toHaveLength(1000);
  const { messages } = await rowsOf(ingress.pool, source);
  expect(messages.map((message) => message.notification_count)).toEqual(Array.from({ length: 10 }, () => 100));
});

describe('who may send', () => {
  test('a signature is taken for its id, its time and its body alone', async () => {
    const source = await aJsonSource(ingress.pool, { scheme: 'hmac' });
    const body = '{"a":1}';
    const good = sign(source.secret, 'evt-1', body);
    expect(replyOf(await send(source, body, good)).accepted).toMatchObject([{ key: 'evt-1' }]);
    const several = { ...good, 'webhook-signature': `v1a,xx v1,AAAA ${good['webhook-signature']}` };
    expect((await send(source, body, several)).status).toBe(202);
    expect(problemOf(await send(source, '{"a":2}', good)).code).toBe('credentials-wrong');
    expect(problemOf(await send(source, body, { ...good, 'webhook-id': 'evt-2' })).code).toBe('credentials-wrong');
    const old = sign(source.secret, 'evt-3', body, Date.now() - 301_000);
    expect(problemOf(await send(source, body, old))).toMatchObject({ code: 'signature-stale', status: 401 });
    expect(problemOf(await send(source, body, sign(source.secret, 'e', body, Date.now() + 400_000))).code).toBe(
      'signature-stale',
    );
    const otherKey = { ...sign(source.secret, 'evt-4', body), 'idempotency-key': 'evt-5' };
    expect(problemOf(await send(source, body, otherKey)).code).toBe('event-key-missing');
  });

  test('a token that is missing, wrong or of another event source is refused before the body is read', async () => {
    const [source, other] = [await aJsonSource(ingress.pool), await aJsonSource(ingress.pool)];
    for (const authorization of ['', 'Bearer wrong', `Bearer ${other.secret}`, `Basic ${source.secret}`]) {
      const reply = await send(source, { eventId: '1' }, { authorization });
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer');
      expect(reply.text).not.toContain(source.secret);
    }
    const { rejections, notifications } = await rowsOf(ingress.pool, source);
    expect(notifications).toEqual([]);
    expect(rejections.map(({ reason, count, head }) => [reason, count, head])).toEqual([
      ['credentials-missing', 2, ''],
      ['credentials-wrong', 2, ''],
    ]);
  });

  test('a replaced token is taken until its overlap ends, and the change is seen at once', async () => {
    const source = await aJsonSource(ingress.pool);
    expect((await send(source, { eventId: '1' })).status).toBe(202);
    const newer = await replaceEventSourceSecret(ingress.pool, source.workspaceId, source.id, 'bearer', 24);
    await eventually(async () => (await send({ ...source, secret: newer }, { eventId: '2' })).status === 202);
    expect((await send(source, { eventId: '3' })).status).toBe(202);
    await replaceEventSourceSecret(ingress.pool, source.workspaceId, source.id, 'hmac', 0);
    await eventually(async () => (await send(source, { eventId: '4' })).status === 401);
    expect((await send({ ...source, secret: newer }, { eventId: '5' })).status).toBe(401);
  });
});

describe('what is not accepted is answered by a problem that says what, where and how to mend it', () => {
  test.each([
    ['no JSON', '{"a":', {}, 400, 'not-json'],
    ['XML', '<soapenv:Envelope/>', {}, 400, 'not-json'],
    ['another content type', '{"eventId":"1"}', { 'content-type': 'text/plain' }, 415, 'unsupported-content-type'],
    ['an unknown encoding', '{"eventId":"1"}', { 'content-encoding': 'br' }, 415, 'unsupported-encoding'],
    ['no key', '{"a":1}', {}, 422, 'event-key-missing'],
    ['two contents of one key', '[{"eventId":"1","a":1},{"eventId":"1","a":2}]', {}, 409, 'conflicting-events'],
    ['too much', `{"eventId":"1","a":"${'x'.repeat(5 * 1024 * 1024)}"}`, {}, 413, 'too-large'],
  ])('%s', async (_name, body, headers, status, code) => {
    const source = await aJsonSource(ingress.pool);
    const reply = await send(source, body, headers);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toBe('application/problem+json');
    expect(problemOf(reply)).toMatchObject({ status, code });
    const { rejections, notifications } = await rowsOf(ingress.pool, source);
    expect(rejections).toMatchObject([{ reason: code, count: 1 }]);
    expect(notifications).toEqual([]);
  });

  test('the place is a pointer into what was sent', async () => {
    const source = await aJsonSource(ingress.pool);
    const reply = await send(source, '[{"eventId":"1"},{"eventId":"2","lines":[{"x":1,"x":2}]}]');
    expect(problemOf(reply).errors).toMatchObject([{ pointer: '/1/lines/0/x' }]);
    expect((await rowsOf(ingress.pool, source)).notifications).toEqual([]);
  });

  test('a disabled event source and a URL that was replaced', async () => {
    const disabled = await aJsonSource(ingress.pool, { status: 'disabled' });
    expect(problemOf(await send(disabled, { eventId: '1' }))).toMatchObject({ status: 403, code: 'source-disabled' });
    const expired = await aJsonSource(ingress.pool, { expiresAt: new Date(Date.now() - 1000) });
    expect(problemOf(await send(expired, { eventId: '1' }))).toMatchObject({ status: 403, code: 'url-expired' });
  });

  test('a full backlog asks for patience', async () => {
    const source = await aJsonSource(ingress.pool, { backlogLimit: 1 });
    expect((await send(source, { eventId: '1' })).status).toBe(202);
    const reply = await send(source, { eventId: '2' });
    expect(reply.status).toBe(429);
    expect(reply.headers.get('retry-after')).toBe('60');
    expect(problemOf(reply).code).toBe('backlog-full');
  });
});
