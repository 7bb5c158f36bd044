import { optOutContacts, type Queryable } from '@canvass/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aContact } from '../testing/rows.ts';
import { type Ask, Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const TestRun = z.looseObject({ status: z.string(), steps: z.array(z.looseObject({ stepId: z.string() })) });

const closed = {
  kind: 'group',
  match: 'all',
  conditions: [
    { kind: 'comparison', left: { from: 'event', field: 'IsClosed' }, operator: 'is-true' },
    { kind: 'comparison', left: { from: 'event', field: 'Priority' }, operator: 'is-one-of', values: ['High'] },
  ],
};
const person = {
  id: 'person',
  type: 'contact',
  name: 'Keep the person',
  matchBy: ['email'],
  contact: { email: '{{ event.Email }}', firstName: '{{ event.First }}' },
  embeddedData: { Tier: '{{ event.Tier }}' },
  transaction: { name: 'Case', fields: { Number: '{{ event.CaseNumber }}' } },
  mailingList: 'Customers',
};
const fields = {
  IsClosed: 'true',
  Priority: 'High',
  Email: 'ada@example.net',
  First: 'Ada',
  Tier: 'Gold',
  CaseNumber: '7',
};

async function aSetting(status: 'active' | 'new' = 'active') {
  const { ask, workspaceId } = await api.aTenant();
  const source = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(WithId);
  const types = Object.keys(fields).map((name) => ({ name, type: name === 'IsClosed' ? 'boolean' : 'text' }));
  await ask('PATCH', `event-sources/${source.id}`, { body: { fields: types } });
  const elements = [{ type: 'text', name: 'why', title: 'Why?' }];
  const body = {
    name: 'Case closed',
    definition: { pages: [{ name: 'one', elements }] },
    flow: { embeddedData: [{ name: 'Tier' }] },
  };
  const survey = (await ask('POST', 'surveys', { body })).as(WithId);
  if (status === 'active') await ask('POST', `surveys/${survey.id}/publish`);
  const email = {
    id: 'mail',
    type: 'email-survey',
    surveyId: survey.id,
    contactStep: 'person',
    from: { email: 'feedback@example.com', name: 'Feedback' },
    subject: 'Case {{ event.CaseNumber }}',
    message: '<p>Dear {{ contact.firstName }}, <a href="{{ survey.link }}">answer</a></p>',
  };
  const sms = {
    id: 'text',
    type: 'sms-survey',
    surveyId: survey.id,
    contactStep: 'person',
    message: 'Hello {{ contact.firstName }} {{ survey.link }}',
  };
  const definition = { conditions: closed, steps: [person, email, sms] };
  const made = await ask('POST', 'workflows', { body: { name: 'Closed', eventSourceId: source.id, definition } });
  return { ask, workspaceId, workflowId: made.as(WithId).id, definition, sourceId: source.id, email };
}

const run = (ask: Ask, workflowId: string, body: unknown) => ask('POST', `workflows/${workflowId}/test-run`, { body });

/** Every row of every table, queues included. */
async function everything(db: Queryable): Promise<unknown> {
  const { rows } = await db.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
      where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
  );
  expect(rows.length).toBeGreaterThan(20);
  const digests: [string, string | null][] = [];
  for (const { name } of rows) {
    const found = await db.query<{ digest: string | null }>(
      `select md5(string_agg(row::text, ',' order by row::text)) as digest from ${name} as row`,
    );
    digests.push([name, found.rows[0]?.digest ?? null]);
  }
  return digests;
}

test('each step says what it would do, and no row of any table changes', async () => {
  const { ask, workflowId } = await aSetting();
  const before = await everything(api.database.pool);
  const answer = (await run(ask, workflowId, { fields })).as(TestRun);
  expect(await everything(api.database.pool)).toEqual(before);
  expect(answer).toMatchObject({
    status: 'partially-failed',
    conditions: {
      kind: 'group',
      match: 'all',
      met: true,
      conditions: [
        { met: true, saw: 'true' },
        { met: true, saw: 'High' },
      ],
    },
    steps: [
      {
        stepId: 'person',
        name: 'Keep the person',
        status: 'succeeded',
        contact: {
          id: null,
          outcome: 'created',
          matchedBy: null,
          changes: {
            email: { from: null, to: 'ada@example.net' },
            firstName: { from: null, to: 'Ada' },
            'embeddedData.Tier': { from: null, to: 'Gold' },
          },
          transaction: { name: 'Case', fields: { Number: '7' } },
          mailingList: { name: 'Customers', isNew: true },
        },
      },
      {
        stepId: 'mail',
        status: 'succeeded',
        survey: { name: 'Case closed', recipient: 'ada@example.net' },
        email: { from: { email: 'feedback@example.com', name: 'Feedback' }, subject: 'Case 7' },
      },
      { stepId: 'text', status: 'failed', error: { code: 'contact-without-phone' }, text: null },
    ],
  });
  expect(answer.steps[1]?.email).toMatchObject({
    html: expect.stringContaining('Dear Ada'),
    text: expect.stringContaining('Dear Ada'),
  });
});

test('a contact that is there is found by its key, and shown from old to new', async () => {
  const { ask, workspaceId, workflowId } = await aSetting();
  const made = await aContact(api.database.pool, workspaceId, 'ADA@example.net');
  const [step] = (await run(ask, workflowId, { fields })).as(TestRun).steps;
  expect(step?.contact).toMatchObject({
    id: made,
    outcome: 'updated',
    matchedBy: { key: 'email', value: 'ada@example.net' },
    changes: { 'embeddedData.Tier': { from: null, to: 'Gold' } },
  });
});

test('conditions that are not met say which comparison saw what', async () => {
  const { ask, workflowId } = await aSetting();
  expect((await run(ask, workflowId, { fields: { ...fields, Priority: 'Low' } })).as(TestRun)).toMatchObject({
    status: 'skipped',
    steps: [],
    conditions: { met: false, conditions: [{ met: true }, { met: false, saw: 'Low' }] },
  });
});

test('who has opted out is not written to, whoever the address belongs to', async () => {
  const { ask, workspaceId, workflowId } = await aSetting();
  const other = await aContact(api.database.pool, workspaceId, 'ada@example.net');
  await optOutContacts(api.database.pool, workspaceId, [other], 'email', 'link');
  const byReference = {
    ...person,
    matchBy: ['externalReference'],
    contact: { ...person.contact, externalReference: 'R1' },
  };
  const { definition } = await aDefinitionWith(ask, workflowId, byReference);
  const { steps } = (await run(ask, workflowId, { fields, definition })).as(TestRun);
  expect(steps[0]).toMatchObject({ contact: { id: null, outcome: 'created' } });
  expect(steps[1]).toMatchObject({ status: 'skipped', error: { code: 'contact-opted-out' }, email: null });
});

test('a survey that is not published is said by the catalogue', async () => {
  const { ask, workflowId } = await aSetting('new');
  const { steps } = (await run(ask, workflowId, { fields })).as(TestRun);
  expect(steps[1]).toMatchObject({
    status: 'failed',
    error: { code: 'survey-not-active', remedy: expect.stringContaining('Publish') },
  });
  // It needs nothing of the step before, so it is come to as well.
  expect(steps[2]).toMatchObject({ status: 'failed', error: { code: 'survey-not-active' } });
});

test('branches say which way they went and why', async () => {
  const { ask, workflowId, email } = await aSetting();
  const branch = { id: 'way', type: 'branch', if: closed, steps: [email], otherwise: [] };
  const definition = { conditions: null, steps: [person, branch] };
  const { steps } = (await run(ask, workflowId, { fields: { ...fields, Priority: 'Low' }, definition })).as(TestRun);
  expect(steps).toMatchObject([
    { stepId: 'person' },
    { stepId: 'way', branch: { taken: 'otherwise', because: 'Priority is “Low”; wanted: is one of “High”' } },
  ]);
});

test('conditions on the contact read it as the tasks before would have left it, its wishes included', async () => {
  const { ask, workspaceId, workflowId, email } = await aSetting();
  const contact = (field: string, condition: object) => ({
    kind: 'group',
    match: 'all',
    conditions: [{ kind: 'comparison', left: { from: 'contact', field }, ...condition }],
  });
  const gold = { id: 'gold', type: 'branch', if: contact('embeddedData.Tier', { operator: 'equals', value: 'Gold' }) };
  const wait = {
    id: 'pause',
    type: 'wait',
    until: { kind: 'duration', amount: 1, unit: 'days' },
    goOnIf: contact('emailOptedOut', { operator: 'is-false' }),
  };
  const steps = [person, { ...gold, steps: [wait, email], otherwise: [] }];
  const definition = { conditions: null, steps };
  const tried = (await run(ask, workflowId, { fields, definition })).as(TestRun);
  expect(tried.steps).toMatchObject([
    { stepId: 'person' },
    { stepId: 'gold', branch: { taken: 'steps', conditions: { conditions: [{ met: true, saw: 'Gold' }] } } },
    { stepId: 'pause', wait: { wentOn: true } },
    { stepId: 'mail', status: 'succeeded' },
  ]);
  const ada = await aContact(api.database.pool, workspaceId, 'ada@example.net');
  await optOutContacts(api.database.pool, workspaceId, [ada], 'email', 'link');
  const optedOut = (await run(ask, workflowId, { fields, definition })).as(TestRun);
  expect(optedOut.steps[2]).toMatchObject({ stepId: 'pause', wait: { wentOn: false } });
});

test('the draft is tried by name, and one that is not finished is refused with its places', async () => {
  const { ask, workflowId, definition } = await aSetting();
  expect((await run(ask, workflowId, { revision: 'draft' })).status).toBe(404);
  const content = { ...definition, conditions: null };
  await ask('PUT', `workflows/${workflowId}/draft`, { body: { content, basedOn: 1, version: 0 } });
  expect(
    (await run(ask, workflowId, { revision: 'draft', fields: { Email: 'b@example.net' } })).as(TestRun),
  ).toMatchObject({
    conditions: null,
    steps: [{ stepId: 'person' }, { stepId: 'mail' }, { stepId: 'text' }],
  });
  expect(
    (await run(ask, workflowId, { fields, definition: { steps: [{ ...person, matchBy: [] }] } })).as(Problem),
  ).toMatchObject({
    code: 'invalid-definition',
    errors: [{ pointer: '/definition/steps/0/matchBy' }],
  });
});

test('another workspace’s workflow or notification is not there', async () => {
  const { ask, workflowId } = await aSetting();
  const { ask: other } = await api.aTenant();
  expect((await run(other, workflowId, { fields })).status).toBe(404);
  const notificationId = '01890000-0000-7000-8000-000000000000';
  expect((await run(ask, workflowId, { notificationId })).as(Problem)).toMatchObject({
    errors: [{ pointer: '/notificationId' }],
  });
});

const Preview = z.looseObject({
  recipient: z.string().nullable(),
  email: z.looseObject({ subject: z.string(), html: z.string() }).nullable(),
});
const preview = (ask: Ask, workflowId: string, body: unknown) =>
  ask('POST', `workflows/${workflowId}/message-preview`, { body });

test('a message is shown as it would be written, before anything else of the workflow is finished', async () => {
  const { ask, workflowId } = await aSetting();
  const message = {
    type: 'email-survey',
    subject: 'Case {{ event.CaseNumber }}',
    message: '<p>Dear {{ contact.firstName | default: "you" }}</p>',
  };
  const nobody = (await preview(ask, workflowId, { fields, message })).as(Preview);
  expect(nobody).toMatchObject({
    recipient: null,
    email: { subject: 'Case 7', html: expect.stringContaining('Dear you') },
  });
  const { id: _id, ...rest } = person;
  const somebody = (await preview(ask, workflowId, { fields, message, contactTask: { id: 'person', ...rest } })).as(
    Preview,
  );
  expect(somebody).toMatchObject({
    recipient: 'ada@example.net',
    email: { html: expect.stringContaining('Dear Ada') },
  });
});

test('a text message is counted, and one that can’t be written says why', async () => {
  const { ask, workflowId } = await aSetting();
  const text = { type: 'sms-survey', message: 'Čau {{ survey.link }}' };
  expect((await preview(ask, workflowId, { fields, message: text })).as(z.looseObject({}))).toMatchObject({
    text: { encoding: 'ucs-2', segments: 1, body: expect.stringMatching(/^Čau http:\/\/survey\.test\/s\/.{24}$/) },
  });
  const wrong = { type: 'sms-survey', message: '{{ event.CaseNumber | nothing }}' };
  expect((await preview(ask, workflowId, { fields, message: wrong })).as(z.looseObject({}))).toMatchObject({
    text: null,
    error: { code: 'piped-text-failed' },
  });
});

async function aDefinitionWith(ask: Ask, workflowId: string, contactTask: unknown) {
  const workflow = (await ask('GET', `workflows/${workflowId}`)).as(
    z.object({ definition: z.looseObject({ steps: z.array(z.unknown()) }) }),
  );
  const [, ...others] = workflow.definition.steps;
  return { definition: { ...workflow.definition, steps: [contactTask, ...others] } };
}
