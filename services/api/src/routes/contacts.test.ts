import { ContactId } from '@canvass/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aDelivery, aResponse, aRun, aWorkflow } from '../testing/rows.ts';
import { type Ask, Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Contact = z.object({
  id: ContactId,
  firstName: z.string().nullable(),
  lastName: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  externalReference: z.string().nullable(),
  embeddedData: z.record(z.string(), z.string()),
  emailOptedOutAt: z.string().nullable(),
  transactions: z.array(z.object({ name: z.string(), fields: z.record(z.string(), z.string()) })),
  mailingLists: z.array(z.object({ name: z.string() })),
});
const Contacts = z.object({ data: z.array(Contact), nextCursor: z.string().nullable() });

const ada = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'Ada@Example.test',
  externalReference: '0037Q00000AbCdEQAV',
};

async function make(ask: Ask, body: object) {
  const created = await ask('POST', 'contacts', { body });
  expect(created.text).not.toContain('"code"');
  return created.as(Contact);
}

test('a contact is made with its phone number in E.164 and changed only where it is told', async () => {
  const { ask } = await api.aTenant();
  const made = await make(ask, { ...ada, phone: '(202) 555-0143', embeddedData: { Owner: 'Grace', Plan: 'Gold' } });
  expect(made).toMatchObject({ ...ada, phone: '+12025550143', transactions: [], mailingLists: [] });

  const edit = { lastName: 'King', embeddedData: { Plan: null, Tier: '1' } };
  const changed = (await ask('PATCH', `contacts/${made.id}`, { body: edit })).as(Contact);
  expect(changed).toMatchObject({ ...ada, lastName: 'King', embeddedData: { Owner: 'Grace', Tier: '1' } });
  expect(changed.embeddedData).not.toHaveProperty('Plan');
});

test.each([
  [{ email: 'not an address' }, 422, 'invalid-email'],
  [{ phone: '12' }, 422, 'invalid-phone'],
  [{ externalReference: ada.externalReference }, 409, 'conflict'],
])('%j is refused', async (body, status, code) => {
  const { ask } = await api.aTenant();
  await make(ask, ada);
  const refused = await ask('POST', 'contacts', { body });
  expect([refused.status, refused.as(Problem).code]).toEqual([status, code]);
});

test.each(['ada l', 'love', 'ada@ex', '0037Q00000AbCdE', '0037Q00000AbCdEQAV', '+1 202 555'])(
  'the contact is found by %j',
  async (search) => {
    const { ask } = await api.aTenant();
    const made = await make(ask, { ...ada, phone: '+12025550143' });
    await make(ask, { firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.test' });
    const list = (await ask('GET', `contacts?search=${encodeURIComponent(search)}`)).as(Contacts);
    expect(list.data.map(({ id }) => id)).toEqual([made.id]);
  },
);

test.each(['%', '_da', "a'--"])('a search for %j is only text', async (search) => {
  const { ask } = await api.aTenant();
  await make(ask, ada);
  expect((await ask('GET', `contacts?search=${encodeURIComponent(search)}`)).as(Contacts).data).toEqual([]);
});

test('a search is walked page by page', async () => {
  const { ask } = await api.aTenant();
  const made: string[] = [];
  for (let index = 0; index < 5; index += 1)
    made.unshift((await make(ask, { firstName: 'Ada', lastName: `N${index}` })).id);
  const first = (await ask('GET', 'contacts?search=ada&limit=3')).as(Contacts);
  const second = (await ask('GET', `contacts?search=ada&limit=3&cursor=${first.nextCursor}`)).as(Contacts);
  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(made);
  expect(second.nextCursor).toBeNull();
});

test('an e-mail address is found exactly, in any case', async () => {
  const { ask } = await api.aTenant();
  const { id } = await make(ask, ada);
  expect((await ask('GET', 'contacts?email=ADA@example.TEST')).as(Contacts).data).toMatchObject([{ id }]);
  expect((await ask('GET', 'contacts?email=ada@example')).as(Contacts).data).toEqual([]);
});

test('mailing lists take contacts once, and no strangers', async () => {
  const [ours, theirs] = [await api.aTenant(), await api.aTenant()];
  const contact = await make(ours.ask, ada);
  const stranger = await make(theirs.ask, ada);
  const list = (await ours.ask('POST', 'mailing-lists', { body: { name: 'Customers' } })).as(WithId);
  expect((await ours.ask('POST', 'mailing-lists', { body: { name: 'Customers' } })).status).toBe(409);

  const add = (contactIds: string[]) => ours.ask('POST', `mailing-lists/${list.id}/members`, { body: { contactIds } });
  const Added = z.object({ added: z.number() });
  expect((await add([contact.id])).as(Added).added).toBe(1);
  expect((await add([contact.id])).as(Added).added).toBe(0);
  expect((await add([contact.id, stranger.id])).status).toBe(404);

  const Members = z.object({ data: z.array(z.object({ contact: WithId })) });
  expect((await ours.ask('GET', `mailing-lists/${list.id}/members`)).as(Members).data).toMatchObject([
    { contact: { id: contact.id } },
  ]);
  expect((await ours.ask('GET', `contacts?mailingListId=${list.id}`)).as(Contacts).data).toMatchObject([
    { id: contact.id, mailingLists: [{ name: 'Customers' }] },
  ]);
  expect((await theirs.ask('GET', `mailing-lists/${list.id}/members`)).status).toBe(404);
});

test('the history joins runs, changes, messages and answers on one timeline, newest first', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { pool } = api.database;
  const contact = await make(ask, ada);
  const workflow = await aWorkflow(pool, workspaceId);
  const run = await aRun(pool, workspaceId, workflow, { contactId: contact.id });
  const deliveryId = await aDelivery(pool, workspaceId, workflow, run, contact.id);
  await aResponse(pool, workspaceId, { ...workflow, ...run, contactId: contact.id });
  await ask('PATCH', `contacts/${contact.id}`, { body: { emailOptedOut: true, lastName: 'King' } });

  const Entry = z.object({
    type: z.string(),
    kind: z.string().optional(),
    changes: z.unknown().optional(),
    deliveryId: z.string().optional(),
  });
  const History = z.object({ data: z.array(Entry), nextCursor: z.string().nullable() });
  const all = (await ask('GET', `contacts/${contact.id}/history`)).as(History).data;
  expect(all.map(({ type, kind }) => kind ?? type)).toEqual([
    'opted-out',
    'updated',
    'response',
    'delivery',
    'run',
    'created',
  ]);
  expect(all[1]?.changes).toEqual({ lastName: { from: 'Lovelace', to: 'King' } });
  expect(all[3]?.deliveryId).toBe(deliveryId);

  const walked = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: z.output<typeof History> = (
      await ask('GET', `contacts/${contact.id}/history?limit=2${cursor && `&cursor=${cursor}`}`)
    ).as(History);
    walked.push(...page.data);
    cursor = page.nextCursor;
  }
  expect(walked).toEqual(all);
});

test('a contact of another workspace does not exist', async () => {
  const [ours, theirs] = [await api.aTenant(), await api.aTenant()];
  const { id } = await make(theirs.ask, ada);
  expect((await ours.ask('GET', `contacts/${id}`)).status).toBe(404);
  expect((await ours.ask('PATCH', `contacts/${id}`, { body: { firstName: 'X', emailOptedOut: true } })).status).toBe(
    404,
  );
  expect((await ours.ask('GET', `contacts/${id}/history`)).status).toBe(404);
  expect((await theirs.ask('GET', `contacts/${id}`)).as(Contact)).toMatchObject({
    firstName: 'Ada',
    emailOptedOutAt: null,
  });
});
