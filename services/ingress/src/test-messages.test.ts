import { addEventSourceTest, findEventSourceTest, testTicketHeader } from '@canvass/database';
import { anOrganizationId, anOutboundMessage } from '@canvass/outbound-message/fixtures';
import { eventually } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  aJsonSource,
  aSource,
  post,
  rowsOf,
  startIngress,
  type TestIngress,
  type TestSource,
} from './testing/start-ingress.ts';

let ingress: TestIngress;
beforeAll(async () => {
  ingress = await startIngress();
});
afterAll(() => ingress[Symbol.asyncDispose]());

const aTest = ({ workspaceId, id }: TestSource) => addEventSourceTest(ingress.pool, workspaceId, id);
const endOf = ({ workspaceId }: TestSource, { id }: Awaited<ReturnType<typeof aTest>>) =>
  findEventSourceTest(ingress.pool, workspaceId, id);

async function sourceRow({ id }: TestSource) {
  const { rows } = await ingress.pool.query(
    `select status, organization_id, object_type, first_message_at, last_message_at,
            duplicate_count
       from event_sources where id = $1`,
    [id],
  );
  return rows[0];
}

test('a test message is stored as any other, and the event source stays as it was', async () => {
  const source = await aSource(ingress.pool);
  const before = await sourceRow(source);
  const made = await aTest(source);
  const reply = await post(ingress.urlOf(source.token), anOutboundMessage(), { [testTicketHeader]: made.ticket });
  expect(reply.acknowledged).toBe(true);
  const { notifications, messages, rejections } = await rowsOf(ingress.pool, source);
  expect(messages).toMatchObject([{ status: 'pending', notification_count: 1 }]);
  expect(rejections).toEqual([]);
  expect(await endOf(source, made)).toMatchObject({ outcome: 'accepted', notificationId: notifications[0].id });
  expect(await sourceRow(source)).toEqual(before);
});

test('the first real message pins the event source and teaches it fields, whatever a test before it said', async () => {
  const source = await aSource(ingress.pool);
  const { ticket } = await aTest(source);
  const notifications = [{ fields: { Id: '5007Q0000000MtOQAU', OnlyInTest: '1' } }];
  const tested = anOutboundMessage({ objectType: 'Account', notifications });
  await post(ingress.urlOf(source.token), tested, { [testTicketHeader]: ticket });
  const reply = await post(ingress.urlOf(source.token), anOutboundMessage());
  expect(reply.acknowledged).toBe(true);
  expect(await sourceRow(source)).toMatchObject({ organization_id: anOrganizationId, object_type: 'Case' });
  const names = await eventually(async () => {
    const of = 'select name from event_source_fields where event_source_id = $1';
    const { rows } = await ingress.pool.query<{ name: string }>(of, [source.id]);
    return rows.length > 0 ? rows.map(({ name }) => name) : null;
  });
  expect(names).toContain('CaseNumber');
  expect(names).not.toContain('OnlyInTest');
});

test('a test needs neither an allowed address nor a certificate nor a token', async () => {
  const guarded = await aSource(ingress.pool, { organizationId: anOrganizationId, objectType: 'Case' });
  await ingress.pool.query(
    `update event_sources set allowed_networks = '{203.0.113.0/24}', certificate_header = 'x-certificate',
            certificate_kind = 'subject', certificate_value = 'CN=acme' where id = $1`,
    [guarded.id],
  );
  const made = await aTest(guarded);
  await post(ingress.urlOf(guarded.token), anOutboundMessage(), { [testTicketHeader]: made.ticket });
  expect(await endOf(guarded, made)).toMatchObject({ outcome: 'accepted' });

  for (const scheme of ['bearer', 'hmac'] as const) {
    const source = await aJsonSource(ingress.pool, { scheme });
    const ofJson = await aTest(source);
    const reply = await post(ingress.urlOf(source.token), '{"a":1}', {
      'Content-Type': 'application/json',
      'idempotency-key': 'test-1',
      [testTicketHeader]: ofJson.ticket,
    });
    expect(reply.status, reply.text).toBe(202);
    expect(await endOf(source, ofJson)).toMatchObject({ outcome: 'accepted' });
  }
});

test('a ticket is good once, for a minute, and for its own event source', async () => {
  const source = await aSource(ingress.pool);
  const other = await aSource(ingress.pool, { workspaceId: source.workspaceId });
  const send = (to: TestSource, ticket: string) =>
    post(ingress.urlOf(to.token), anOutboundMessage(), { [testTicketHeader]: ticket });
  const used = await aTest(source);
  await send(source, used.ticket);
  const late = await aTest(source);
  await ingress.pool.query(`update event_source_tests set sent_at = now() - interval '61 seconds' where id = $1`, [
    late.id,
  ]);
  const foreign = await aTest(source);

  for (const [to, ticket] of [
    [source, used.ticket],
    [source, late.ticket],
    [other, foreign.ticket],
    [source, 'made-up'],
  ] as const) {
    expect(await send(to, ticket)).toMatchObject({ status: 403, acknowledged: false });
  }
  const { messages, rejections } = await rowsOf(ingress.pool, source);
  expect(messages).toHaveLength(1);
  expect(rejections).toMatchObject([{ reason: 'test-ticket-unknown', count: 3 }]);
  expect(await send(source, foreign.ticket)).toMatchObject({ acknowledged: true });
});

test('why a test was refused is with the test, and not among the rejections of real senders', async () => {
  const source = await aSource(ingress.pool, { organizationId: anOrganizationId, objectType: 'Case' });
  const made = await aTest(source);
  const message = anOutboundMessage({ objectType: 'Account' });
  await post(ingress.urlOf(source.token), message, { [testTicketHeader]: made.ticket });
  expect(await endOf(source, made)).toMatchObject({
    outcome: 'rejected',
    reason: 'wrong-object',
    notificationId: null,
  });
  expect((await rowsOf(ingress.pool, source)).rejections).toEqual([]);
});
