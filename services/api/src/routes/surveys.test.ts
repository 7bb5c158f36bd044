import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aContact, aResponse, aRun, aWorkflow } from '../testing/rows.ts';
import { type Ask, Problem, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Survey = z.object({
  id: z.string(),
  status: z.string(),
  publishedVersion: z.number().nullable(),
  hasUnpublishedChanges: z.boolean(),
  flow: z.object({ embeddedData: z.array(z.object({ name: z.string() })) }),
});
const questions = (...elements: unknown[]) => ({ pages: [{ name: 'one', elements }] });
const csat = { type: 'rating', name: 'csat', title: { default: 'How was it?', fr: 'C’était comment ?' }, rateMax: 5 };
const draft = { name: 'CSAT', definition: questions(csat), flow: { embeddedData: [{ name: 'CaseNumber' }] } };

async function aSurvey(ask: Ask) {
  const created = await ask('POST', 'surveys', { body: draft });
  expect(created.status).toBe(201);
  return created.as(Survey);
}

test('a survey is a draft, is published as a version, paused, resumed and closed', async () => {
  const { ask } = await api.aTenant();
  const { id, ...made } = await aSurvey(ask);
  expect(made).toMatchObject({ status: 'new', publishedVersion: null, hasUnpublishedChanges: true, flow: draft.flow });
  const post = async (action: string) => (await ask('POST', `surveys/${id}/${action}`)).as(Survey);
  expect(await post('publish')).toMatchObject({ status: 'active', publishedVersion: 1, hasUnpublishedChanges: false });
  expect((await post('pause')).status).toBe('paused');
  expect((await post('resume')).status).toBe('active');
  expect((await post('close')).status).toBe('closed');
  expect((await ask('POST', `surveys/${id}/pause`)).as(Problem).code).toBe('conflict');
});

test('what is published stays as it is while the draft changes', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aSurvey(ask);
  await ask('POST', `surveys/${id}/publish`);
  const definition = questions(csat, { type: 'comment', name: 'why' });
  expect((await ask('PATCH', `surveys/${id}`, { body: { definition } })).as(Survey).hasUnpublishedChanges).toBe(true);
  const Version = z.object({ version: z.number(), definition: z.unknown() });
  expect((await ask('GET', `surveys/${id}/versions/1`)).as(Version).definition).toEqual(draft.definition);
  await ask('POST', `surveys/${id}/publish`);
  expect((await ask('GET', `surveys/${id}/versions/2`)).as(Version).definition).toEqual(definition);
  const versions = (await ask('GET', `surveys/${id}/versions`)).as(
    z.object({ data: z.array(z.object({ version: z.number() })) }),
  );
  expect(versions.data.map(({ version }) => version)).toEqual([2, 1]);
});

test('embedded data is declared in the draft, and in a new version that leaves the rest of the draft unpublished', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aSurvey(ask);
  const declare = (...names: string[]) => ask('POST', `surveys/${id}/embedded-data`, { body: { names } });
  const named = (...names: string[]) => ({ embeddedData: names.map((name) => ({ name })) });
  expect((await declare('Tier')).as(Survey)).toMatchObject({
    publishedVersion: null,
    flow: named('CaseNumber', 'Tier'),
  });
  await ask('POST', `surveys/${id}/publish`);
  const definition = questions(csat, { type: 'comment', name: 'why' });
  await ask('PATCH', `surveys/${id}`, { body: { definition } });
  await ask('POST', `surveys/${id}/pause`);
  expect((await declare('Owner', 'Tier', 'Owner')).as(Survey)).toMatchObject({
    status: 'paused',
    publishedVersion: 2,
    hasUnpublishedChanges: true,
    flow: named('CaseNumber', 'Tier', 'Owner'),
  });
  const Version = z.object({ definition: z.unknown(), flow: z.unknown() });
  expect((await ask('GET', `surveys/${id}/versions/2`)).as(Version)).toEqual({
    definition: draft.definition,
    flow: named('CaseNumber', 'Tier', 'Owner'),
  });
  expect((await declare('Owner')).as(Survey).publishedVersion).toBe(2);
  expect((await declare('Tier ')).as(Problem)).toMatchObject({
    code: 'invalid-definition',
    errors: [{ pointer: '/flow/embeddedData/3/name' }],
  });
  const { ask: other } = await api.aTenant();
  expect((await other('POST', `surveys/${id}/embedded-data`, { body: { names: ['X'] } })).status).toBe(404);
});

test.each([
  ['an unknown element', questions({ type: 'crystal-ball', name: 'a' }), '/definition/pages/0/elements/0/type'],
  ['a file', questions({ type: 'file', name: 'a' }), '/definition/pages/0/elements/0/type'],
  ['a signaturepad', questions({ type: 'signaturepad', name: 'a' }), '/definition/pages/0/elements/0/type'],
  ['a matrixdynamic', questions({ type: 'matrixdynamic', name: 'a' }), '/definition/pages/0/elements/0/type'],
  ['an unknown property', questions(csat, { ...csat, name: 'b', shape: 1 }), '/definition/pages/0/elements/1'],
  ['two elements of one name', questions(csat, csat), '/definition/pages/0/elements/1/name'],
])('%s is refused with its place', async (_what, definition, pointer) => {
  const { ask } = await api.aTenant();
  const refused = await ask('POST', 'surveys', { body: { ...draft, definition } });
  expect(refused.status).toBe(422);
  expect(refused.as(Problem)).toMatchObject({ code: 'invalid-definition', errors: [{ pointer }] });
});

test('a survey that asks nothing is not published', async () => {
  const { ask } = await api.aTenant();
  const { id } = (await ask('POST', 'surveys', { body: { ...draft, definition: {} } })).as(Survey);
  expect((await ask('POST', `surveys/${id}/publish`)).as(Problem).code).toBe('invalid-definition');
});

test.each([
  [
    'choices are missing',
    questions({ type: 'radiogroup', name: 'q', title: 'Q?' }),
    '/definition/pages/0/elements/0/choices',
  ],
  [
    'piped text reads what is not there',
    questions({ ...csat, title: '{{ contact.nick }}' }),
    '/definition/pages/0/elements/0/title',
  ],
])('where %s, the draft is kept, and publishing is refused with the place', async (_what, definition, pointer) => {
  const { ask } = await api.aTenant();
  const { id } = (await ask('POST', 'surveys', { body: { ...draft, definition } })).as(Survey);
  expect((await ask('POST', `surveys/${id}/publish`)).as(Problem)).toMatchObject({
    code: 'invalid-definition',
    errors: [{ pointer }],
  });
});

const Problems = z.object({
  problems: z.array(z.object({ code: z.string(), place: z.string(), severity: z.string() })),
});

test('a check tells everything that is wrong, errors first, and keeps nothing', async () => {
  const { ask } = await api.aTenant();
  const definition = questions(
    { ...csat, title: '{{ embeddedData.Owner }}' },
    { type: 'crystal-ball', name: 'b', shape: 1 },
  );
  const { problems } = (await ask('POST', 'surveys/check', { body: { definition } })).as(Problems);
  expect(problems.map(({ code }) => code)).toEqual(['unknown-element', 'embedded-data-not-declared']);
  expect((await ask('GET', 'surveys')).as(z.object({ data: z.array(z.unknown()) })).data).toEqual([]);
});

test('every template but the blank one makes a survey that can be published at once', async () => {
  const { ask } = await api.aTenant();
  const Templates = z.object({
    data: z.array(z.object({ id: z.string(), name: z.string(), definition: z.unknown(), flow: z.unknown() })),
  });
  for (const { id: template, name, definition, flow } of (await ask('GET', 'survey-templates')).as(Templates).data) {
    const { id } = (await ask('POST', 'surveys', { body: { name, definition, flow } })).as(Survey);
    expect([template, (await ask('POST', `surveys/${id}/publish`)).status]).toEqual([
      template,
      template === 'blank' ? 422 : 200,
    ]);
  }
});

test('what publishing would change is told against the published version', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aSurvey(ask);
  const Changes = z.object({
    publishedVersion: z.number().nullable(),
    changes: z.array(z.object({ kind: z.string(), subject: z.string(), name: z.string() })),
  });
  const changes = async () => (await ask('GET', `surveys/${id}/changes`)).as(Changes);
  expect((await changes()).publishedVersion).toBe(null);
  await ask('POST', `surveys/${id}/publish`);
  expect(await changes()).toEqual({ publishedVersion: 1, changes: [] });
  const body = { definition: questions(csat, { type: 'comment', name: 'why' }), flow: { embeddedData: [] } };
  await ask('PATCH', `surveys/${id}`, { body });
  expect((await changes()).changes).toEqual([
    { kind: 'removed', subject: 'embedded-data', name: 'CaseNumber' },
    { kind: 'added', subject: 'question', name: 'why' },
  ]);
});

test('a draft that somebody else has changed meanwhile is not written over', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aSurvey(ask);
  const { updatedAt } = (await ask('GET', `surveys/${id}`)).as(z.object({ updatedAt: z.string() }));
  const save = (name: string) => ask('PATCH', `surveys/${id}`, { body: { name, unchangedSince: updatedAt } });
  expect((await save('Mine')).status).toBe(200);
  const late = await save('Theirs');
  expect(late.as(Problem).code).toBe('conflict');
  expect((await ask('GET', `surveys/${id}`)).as(z.object({ name: z.string() })).name).toBe('Mine');
});

test('a preview is a link that the survey service can open', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { id } = await aSurvey(ask);
  const { url } = (await ask('POST', `surveys/${id}/preview`)).as(z.object({ url: z.string() }));
  const token = /^http:\/\/survey\.test\/preview\/([\w-]{24})$/.exec(url)?.[1];
  const { rows } = await api.database.pool.query(
    'select workspace_id, survey_id from survey_previews where token = $1 and expires_at > now()',
    [token],
  );
  expect(rows).toEqual([{ workspace_id: workspaceId, survey_id: id }]);
});

test('responses carry answers, embedded data and the contact', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { pool } = api.database;
  const contactId = await aContact(pool, workspaceId);
  const workflow = await aWorkflow(pool, workspaceId);
  const run = await aRun(pool, workspaceId, workflow, { contactId });
  const finished = await aResponse(pool, workspaceId, { ...workflow, ...run, contactId });
  const started = await aResponse(pool, workspaceId, { ...workflow, ...run, contactId, status: 'in-progress' });

  const Responses = z.object({
    data: z.array(z.object({ id: z.string(), answers: z.unknown(), embeddedData: z.unknown(), contact: z.unknown() })),
  });
  const all = (await ask('GET', `surveys/${workflow.surveyId}/responses`)).as(Responses).data;
  expect(all.map(({ id }) => id)).toEqual([started, finished]);
  expect(all[1]).toMatchObject({
    answers: { csat: 5 },
    embeddedData: { CaseNumber: '00001026' },
    contact: { id: contactId, email: 'ada@example.test' },
  });
  const byRun = (await ask('GET', `responses?runId=${run.runId}&status=finished`)).as(Responses).data;
  expect(byRun.map(({ id }) => id)).toEqual([finished]);
  expect((await ask('GET', `responses/${finished}`)).status).toBe(200);
  expect((await (await api.aTenant()).ask('GET', `responses/${finished}`)).status).toBe(404);
});

test('a survey of another workspace does not exist', async () => {
  const [ours, theirs] = [await api.aTenant(), await api.aTenant()];
  const { id } = await aSurvey(theirs.ask);
  for (const action of ['publish', 'pause', 'preview']) {
    expect((await ours.ask('POST', `surveys/${id}/${action}`)).status).toBe(404);
  }
  for (const path of ['', '/changes', '/versions', '/versions/1', '/responses']) {
    expect((await ours.ask('GET', `surveys/${id}${path}`)).status).toBe(404);
  }
  expect((await ours.ask('PATCH', `surveys/${id}`, { body: { name: 'Mine' } })).status).toBe(404);
});
