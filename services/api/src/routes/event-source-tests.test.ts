import { text } from 'node:stream/consumers';
import { claimTestTicket, endEventSourceTest, testTicketHeader } from '@canvass/database';
import { EventSourceId, type WorkspaceId } from '@canvass/domain';
import { parseOutboundMessage } from '@canvass/outbound-message';
import { listen } from '@canvass/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

interface Met {
  path: string;
  ticket: string;
  body: string;
}

/** Stands where the ingress is: hands on what arrived and answers as it is told. */
let answer: (met: Met) => Promise<number>;
let door: Awaited<ReturnType<typeof listen>>;
let api: TestApi;
beforeAll(async () => {
  door = await listen(
    (request, response) => {
      void text(request).then(async (body) => {
        const ticket = String(request.headers[testTicketHeader]);
        response.writeHead(await answer({ path: request.url ?? '', ticket, body })).end();
      });
    },
    { port: 0, host: '127.0.0.1' },
  );
  api = await startTestApi('postgres', '/nowhere', `http://127.0.0.1:${door.port}`);
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await door[Symbol.asyncDispose]();
});

const Test = z.object({
  outcome: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.string().nullable(),
  notificationId: z.string().nullable(),
});
const Source = WithId.extend({ url: z.string() });
const fields = { Id: '5007Q0000000MtOQAU', Subject: 'Tom & Jo', Note: null };

async function aSource(body: object = { name: 'Case closed', objectType: 'Case' }) {
  const tenant = await api.aTenant();
  const source = (await tenant.ask('POST', 'event-sources', { body })).as(Source);
  const send = (values: object) => tenant.ask('POST', `event-sources/${source.id}/test-messages`, { body: values });
  return { ...tenant, source, id: EventSourceId.parse(source.id), send };
}

const claim = (workspaceId: WorkspaceId, id: EventSourceId, ticket: string) =>
  claimTestTicket(api.services.pool, { workspaceId, id }, ticket);

test('a test message goes to the event source’s own address, written as Salesforce writes it', async () => {
  const { workspaceId, source, id, send } = await aSource();
  const met: Met[] = [];
  answer = async (one) => {
    met.push(one);
    const testId = await claim(workspaceId, id, one.ticket);
    if (testId) await endEventSourceTest(api.services.pool, workspaceId, testId, { outcome: 'accepted' });
    return 200;
  };
  const reply = await send({ fields });
  expect(reply.status, reply.text).toBe(201);
  expect(reply.as(Test)).toMatchObject({ outcome: 'accepted', detail: null });
  expect(met[0]?.path).toBe(new URL(source.url).pathname);
  expect(parseOutboundMessage(Buffer.from(met[0]?.body ?? ''))).toMatchObject({
    objectType: 'Case',
    notifications: [{ recordId: fields.Id, fields: { Id: fields.Id, Subject: fields.Subject } }],
  });
});

test('two tests never have the same notification, so that each is worked', async () => {
  const { send } = await aSource();
  const ids: (string | undefined)[] = [];
  answer = async ({ body }) => {
    ids.push(/<Id>(.*?)<\/Id>/.exec(body)?.[1]);
    return 200;
  };
  await send({ fields });
  await send({ fields });
  expect(new Set(ids).size).toBe(2);
});

test('an event in JSON has its objects, its types and its key where the event source looks for it', async () => {
  const { ask, id, send } = await aSource({ name: 'Orders', kind: 'json' });
  const catalogue = [
    { name: 'total', type: 'number' },
    { name: 'paid', type: 'boolean' },
  ];
  await ask('PATCH', `event-sources/${id}`, { body: { fields: catalogue, keyPointer: '/order/key' } });
  const events: unknown[] = [];
  answer = async ({ body }) => {
    events.push(JSON.parse(body));
    return 202;
  };
  await send({ fields: { total: '49.9', paid: 'true', 'order.id': '007', 'order.key': 'overwritten' } });
  const key = expect.stringMatching(/^test-/);
  expect(events).toEqual([{ total: 49.9, paid: true, order: { id: '007', key } }]);

  const clash = await send({ fields: { order: '1', 'order.id': '2' } });
  expect(clash.status).toBe(400);
  expect(clash.as(Problem).errors).toMatchObject([{ pointer: '/fields/order.id' }]);
});

test('what the ingress wrote down holds, and otherwise what was met on the way to it', async () => {
  const { workspaceId, ask, id, send } = await aSource();
  answer = async ({ ticket }) => {
    const testId = await claim(workspaceId, id, ticket);
    const refused = { outcome: 'rejected', reason: 'source-disabled' } as const;
    if (testId) await endEventSourceTest(api.services.pool, workspaceId, testId, refused);
    return 403;
  };
  expect((await send({ fields })).as(Test)).toMatchObject({ outcome: 'rejected', reason: 'source-disabled' });
  answer = async () => 503;
  expect((await send({ fields })).as(Test)).toMatchObject({ outcome: 'put-off' });
  answer = async () => 404;
  expect((await send({ fields })).as(Test)).toMatchObject({ outcome: 'unreachable', detail: 'HTTP 404' });

  const List = z.object({ tests: z.array(Test), workflowsOn: z.number() });
  const list = (await ask('GET', `event-sources/${id}/test-messages`)).as(List);
  expect(list.tests.map(({ outcome }) => outcome)).toEqual(['unreachable', 'put-off', 'rejected']);
  expect(list.workflowsOn).toBe(0);
});

test('where no object is known it has to be said, and what no message can carry is refused with its place', async () => {
  const { send } = await aSource({ name: 'Anything' });
  answer = async () => 200;
  expect((await send({ fields })).as(Problem).errors).toMatchObject([{ pointer: '/objectType' }]);
  expect((await send({ objectType: 'Account', fields })).status).toBe(201);
  const odd = await send({ objectType: 'Account', fields: { Subject: 'bell \u0007' } });
  expect(odd.as(Problem).errors).toMatchObject([{ pointer: '/fields/Subject' }]);
});

test('whoever may only read sends nothing, and no other workspace sees the tests', async () => {
  const { workspaceId, id } = await aSource();
  const viewer = await api.aMember(workspaceId, 'viewer');
  expect((await viewer.ask('POST', `event-sources/${id}/test-messages`, { body: { fields } })).status).toBe(403);
  const stranger = await api.aTenant();
  expect((await stranger.ask('GET', `event-sources/${id}/test-messages`)).status).toBe(404);
  expect((await stranger.ask('POST', `event-sources/${id}/test-messages`, { body: { fields } })).status).toBe(404);
});
