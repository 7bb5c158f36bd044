import { aNotificationId, anOrganizationId, anOutboundMessage } from '@canvass/outbound-message/fixtures';
import { eventually } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aSource, post, rowsOf, startIngress, type TestIngress } from './testing/start-ingress.ts';

let ingress: TestIngress;
beforeAll(async () => {
  ingress = await startIngress();
});
afterAll(() => ingress[Symbol.asyncDispose]());

const pinned = { organizationId: anOrganizationId, objectType: 'Case' };

test('a message is stored with its values as text and acknowledged with exactly the protocol’s body', async () => {
  const source = await aSource(ingress.pool, pinned);
  const id = aNotificationId();
  const fields = { Id: '5007Q0000000MtOQAU', Zip__c: '04001', Amount: '45000.0', Note: '  "é" ', Empty: '', Nil: null };
  const reply = await post(ingress.urlOf(source.token), anOutboundMessage({ notifications: [{ id, fields }] }));
  expect(reply.status).toBe(200);
  expect(reply.headers.get('content-type')).toMatch(/^text\/xml/);
  expect(reply.text).toBe(
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>',
  );
  const { notifications, messages, rejections } = await rowsOf(ingress.pool, source);
  expect(notifications).toMatchObject([
    {
      salesforce_id: id,
      record_id: fields.Id,
      object_type: 'Case',
      fields,
      problem: null,
      message_id: messages[0].id,
    },
  ]);
  expect(messages).toMatchObject([{ notification_count: 1, status: 'pending' }]);
  expect(messages[0].enqueued_at).not.toBeNull();
  expect(rejections).toEqual([]);
  const job = await eventually(async () => {
    const { rows } = await ingress.pool.query(
      `select data->'payload' as payload from bullmq.job where data->'payload'->'messageIds' ? $1`,
      [messages[0].id],
    );
    return rows[0];
  });
  expect(job).toEqual({ payload: { workspaceId: source.workspaceId, messageIds: [messages[0].id] } });
});

describe('what is not accepted is answered and recorded as the table says', () => {
  test('an unknown token gets 404 in plain text and leaves nothing', async () => {
    const reply = await post(ingress.urlOf('nobody-knows-this'), anOutboundMessage());
    expect(reply.status).toBe(404);
    expect(reply.headers.get('content-type')).toMatch(/^text\/plain/);
    expect(reply.acknowledged).toBe(false);
  });

  test.each([
    ['a disabled event source', { ...pinned, status: 'disabled' }, anOutboundMessage(), 403, 'source-disabled'],
    [
      'a URL that was replaced and whose overlap is over',
      { ...pinned, expiresAt: new Date(Date.now() - 1000) },
      anOutboundMessage(),
      403,
      'url-expired',
    ],
    [
      'another organization',
      pinned,
      anOutboundMessage({ organizationId: '00D8Z0000000001UAA' }),
      400,
      'wrong-organization',
    ],
    [
      'the same organization id in other case',
      pinned,
      anOutboundMessage({ organizationId: anOrganizationId.toLowerCase() }),
      400,
      'wrong-organization',
    ],
    ['another object', pinned, anOutboundMessage({ objectType: 'Account' }), 400, 'wrong-object'],
    ['no XML', pinned, '{"Ack": true}', 400, 'not-well-formed'],
    ['another root', pinned, '<html/>', 400, 'not-an-outbound-message'],
    ['a DTD', pinned, anOutboundMessage().replace('?>', '?><!DOCTYPE a>'), 400, 'forbidden-markup'],
    ['no notification', pinned, anOutboundMessage({ notifications: [] }), 400, 'notification-count'],
    [
      'a notification without Id',
      pinned,
      anOutboundMessage({ notifications: [{ id: 'x' }] }).replace('<Id>x</Id>', ''),
      400,
      'notification-id-missing',
    ],
    [
      '101 notifications',
      pinned,
      anOutboundMessage({ notifications: Array.from({ length: 101 }, () => ({})) }),
      400,
      'notification-count',
    ],
    [
      'elements too deep',
      pinned,
      anOutboundMessage().replace('<soapenv:Body>', `<soapenv:Header>${'<a>'.repeat(40)}`),
      400,
      'too-complex',
    ],
    ['UTF-16', pinned, new Uint8Array(Buffer.from(anOutboundMessage(), 'utf16le')), 400, 'not-utf-8'],
  ] as const)('%s', async (_title, values, body, status, reason) => {
    const source = await aSource(ingress.pool, values);
    const reply = await post(ingress.urlOf(source.token), body);
    expect(reply.status).toBe(status);
    expect(reply.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(reply.text).toContain('<soapenv:Fault><faultcode>soapenv:Client</faultcode>');
    expect(reply.acknowledged).toBe(false);
    const { notifications, messages, rejections } = await rowsOf(ingress.pool, source);
    expect([...notifications, ...messages]).toEqual([]);
    expect(rejections).toMatchObject([{ reason, count: 1 }]);
    expect(rejections[0].detail).not.toBe('');
  });

  test('repetitions of a refused message are one row with a count, first and last time', async () => {
    const source = await aSource(ingress.pool, pinned);
    const url = ingress.urlOf(source.token);
    const wrong = anOutboundMessage({ organizationId: '00D8Z0000000001UAA' });
    for (let sent = 0; sent < 3; sent += 1) await post(url, wrong);
    await Promise.all([post(url, wrong), post(url, wrong)]);
    await post(url, anOutboundMessage({ organizationId: '00D8Z0000000001UAA' }));
    const { rejections } = await rowsOf(ingress.pool, source);
    expect(rejections.map((row) => row.count)).toEqual([5, 1]);
    expect(rejections[0].last_received_at.getTime()).toBeGreaterThan(rejections[0].received_at.getTime());
  });

  test('what the event source is pinned to is told to its administrator and not to the sender', async () => {
    const source = await aSource(ingress.pool, pinned);
    const body = anOutboundMessage({ organizationId: '00D8Z0000000001UAA' });
    const reply = await post(ingress.urlOf(source.token), body);
    expect(reply.text).not.toContain(anOrganizationId);
    const { rejections } = await rowsOf(ingress.pool, source);
    expect(rejections[0].detail).toContain(anOrganizationId);
  });
});

describe('one notification', () => {
  test('is stored once, however often and in whatever form of its id it comes', async () => {
    const source = await aSource(ingress.pool, pinned);
    const url = ingress.urlOf(source.token);
    const id = aNotificationId();
    const message = anOutboundMessage({ notifications: [{ id }, { id: id.slice(0, 15) }] });
    const replies = await Promise.all(Array.from({ length: 20 }, () => post(url, message)));
    replies.push(await post(url, anOutboundMessage({ notifications: [{ id: id.slice(0, 15) }] })));
    expect(replies.every((reply) => reply.acknowledged)).toBe(true);
    const { notifications, messages } = await rowsOf(ingress.pool, source);
    expect([notifications.length, messages.length]).toEqual([1, 1]);
    await eventually(async () => {
      const { rows } = await ingress.pool.query('select duplicate_count from event_sources where id = $1', [source.id]);
      return rows[0].duplicate_count === 40;
    });
  });

  test('keeps its first values when it comes again with newer ones', async () => {
    const source = await aSource(ingress.pool, pinned);
    const id = aNotificationId();
    for (const Priority of ['High', 'Low']) {
      const message = anOutboundMessage({ notifications: [{ id, fields: { Priority } }, {}] });
      expect((await post(ingress.urlOf(source.token), message)).acknowledged).toBe(true);
    }
    const { notifications, messages } = await rowsOf(ingress.pool, source);
    expect(notifications.filter((row) => row.salesforce_id === id)).toMatchObject([{ fields: { Priority: 'High' } }]);
    expect(messages.map((row) => row.notification_count)).toEqual([2, 1]);
  });

  test('of a deleted record is acknowledged and stored with that problem', async () => {
    const source = await aSource(ingress.pool, pinned);
    const reply = await post(ingress.urlOf(source.token), anOutboundMessage({ notifications: [{ fields: {} }] }));
    expect(reply.acknowledged).toBe(true);
    const { notifications } = await rowsOf(ingress.pool, source);
    expect(notifications).toMatchObject([{ problem: 'record-deleted', record_id: null }]);
  });
});

describe('a new event source', () => {
  test('is pinned to org and object by its first message', async () => {
    const source = await aSource(ingress.pool);
    const url = ingress.urlOf(source.token);
    expect((await post(url, anOutboundMessage())).acknowledged).toBe(true);
    const { rows } = await ingress.pool.query('select * from event_sources where id = $1', [source.id]);
    expect(rows).toMatchObject([{ organization_id: anOrganizationId, object_type: 'Case', status: 'active' }]);
    expect(rows[0].first_message_at).not.toBeNull();
    const fifteen = anOutboundMessage({ organizationId: anOrganizationId.slice(0, 15) });
    expect((await post(url, fifteen)).acknowledged).toBe(true);
    expect((await post(url, anOutboundMessage({ objectType: 'Account' }))).status).toBe(400);
  });

  test('is pinned by one of several messages at once, and the others are held to it', async () => {
    const source = await aSource(ingress.pool);
    const organizations = Array.from({ length: 12 }, (_, index) => `00D7Q000000${1000 + index}UAE`);
    const replies = await Promise.all(
      organizations.map((organizationId) => post(ingress.urlOf(source.token), anOutboundMessage({ organizationId }))),
    );
    expect(replies.filter((reply) => reply.acknowledged)).toHaveLength(1);
    const { notifications, rejections } = await rowsOf(ingress.pool, source);
    expect(notifications).toHaveLength(1);
    expect(rejections.map((row) => row.reason)).toEqual(Array(11).fill('wrong-organization'));
  });

  test('refuses a message that does not name its object', async () => {
    const source = await aSource(ingress.pool);
    const nameless = anOutboundMessage().replace(' xsi:type="sf:Case"', '');
    expect((await post(ingress.urlOf(source.token), nameless)).status).toBe(400);
    const pinnedSource = await aSource(ingress.pool, pinned);
    expect((await post(ingress.urlOf(pinnedSource.token), nameless)).acknowledged).toBe(true);
    const { notifications } = await rowsOf(ingress.pool, pinnedSource);
    expect(notifications).toMatchObject([{ object_type: 'Case' }]);
  });
});

test('disabling, enabling and rotating take effect at once', async () => {
  const source = await aSource(ingress.pool, pinned);
  const url = ingress.urlOf(source.token);
  const statusAfter = async (sql: string, expected: number) => {
    await ingress.pool.query(sql, [source.id]);
    await eventually(async () => (await post(url, anOutboundMessage())).status === expected, 2000);
  };
  expect((await post(url, anOutboundMessage())).status).toBe(200);
  await statusAfter(`update event_sources set status = 'disabled' where id = $1`, 403);
  await statusAfter(`update event_sources set status = 'active' where id = $1`, 200);
  await statusAfter(
    `update event_source_tokens set expires_at = now() + interval '1 hour' where event_source_id = $1`,
    200,
  );
  await statusAfter('update event_source_tokens set expires_at = now() where event_source_id = $1', 403);
});

test('a token that was unknown a moment ago works as soon as it exists', async () => {
  const source = await aSource(ingress.pool, pinned);
  expect((await post(ingress.urlOf('made-later'), anOutboundMessage())).status).toBe(404);
  await ingress.pool.query(
    `insert into event_source_tokens (token, workspace_id, event_source_id) values ('made-later', $1, $2)`,
    [source.workspaceId, source.id],
  );
  await eventually(async () => (await post(ingress.urlOf('made-later'), anOutboundMessage())).acknowledged, 1500);
});

describe('other methods', () => {
  test('GET gets 405 and a page that says what the URL is for, without the token', async () => {
    const { token } = await aSource(ingress.pool, pinned);
    const response = await fetch(ingress.urlOf(token));
    const page = await response.text();
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page).toContain('Endpoint URL');
    expect(page).not.toContain(token);
  });

  test('GET ?wsdl gets the WSDL with this address', async () => {
    const response = await fetch(`${ingress.urlOf('some-token')}?WSDL`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^text\/xml/);
    expect(await response.text()).toContain(`location="${ingress.urlOf('some-token')}"`);
  });

  test.each(['HEAD', 'PUT', 'DELETE', 'OPTIONS'])('%s gets 405', async (method) => {
    expect((await fetch(ingress.urlOf('some-token'), { method })).status).toBe(405);
  });

  test('a path that is none of ours gets 404 in plain text', async () => {
    for (const path of ['/', '/in', '/in/', '/in/a/b', '/in/%E0%A4%A', '/healthz']) {
      const response = await fetch(`http://127.0.0.1:${ingress.port}${path}`, { method: 'POST', body: 'x' });
      expect([path, response.status]).toEqual([path, 404]);
      expect(response.headers.get('content-type')).toMatch(/^text\/plain/);
    }
  });
});
