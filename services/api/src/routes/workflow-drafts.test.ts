import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { DefinitionProblem, WorkflowDraft as Draft } from '../contract/workflow-drafts.ts';
import { type Ask, Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const WorkflowDraft = Draft.extend({ updatedAt: z.iso.datetime() });
const Workflow = z.object({ revision: z.number(), definition: z.object({ steps: z.array(WithId) }) });

const contactStep = {
  id: 'contact',
  type: 'contact',
  matchBy: ['email'],
  contact: { email: '{{ event.ContactEmail }}' },
};
const sound = { conditions: null, steps: [{ ...contactStep, id: 'person' }] };

async function aWorkflow(ask: Ask): Promise<string> {
  const source = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(WithId);
  await ask('PATCH', `event-sources/${source.id}`, { body: { fields: [{ name: 'ContactEmail', type: 'email' }] } });
  const body = { name: 'Closed', eventSourceId: source.id, definition: { conditions: null, steps: [contactStep] } };
  return (await ask('POST', 'workflows', { body })).as(WithId).id;
}
const save = (ask: Ask, id: string, content: unknown, version = 0) =>
  ask('PUT', `workflows/${id}/draft`, { body: { content, basedOn: 1, version } });

test('an unfinished draft is kept, with its mistakes, and changes nothing that runs', async () => {
  const { ask } = await api.aTenant();
  const id = await aWorkflow(ask);
  expect((await ask('GET', `workflows/${id}/draft`)).status).toBe(404);
  const saved = (await save(ask, id, { steps: [{ type: 'contact', id: 'x' }] })).as(WorkflowDraft);
  expect(saved).toMatchObject({ version: 1, basedOn: 1 });
  expect(saved.problems).toMatchObject([
    { severity: 'error', code: 'incomplete', pointer: '/steps/0/matchBy' },
    { severity: 'error', code: 'incomplete', pointer: '/steps/0/contact' },
  ]);
  expect((await ask('GET', `workflows/${id}/draft`)).as(WorkflowDraft)).toEqual(saved);
  expect((await ask('GET', `workflows/${id}`)).as(Workflow)).toMatchObject({
    revision: 1,
    definition: { steps: [{ id: 'contact' }] },
  });
});

test('a mistake in what a draft says has its place and its mend', async () => {
  const { ask } = await api.aTenant();
  const id = await aWorkflow(ask);
  const content = { ...sound, steps: [{ ...contactStep, contact: { email: '{{ event.ContactEmial }}' } }] };
  expect((await save(ask, id, content)).as(WorkflowDraft).problems).toMatchObject([
    {
      severity: 'error',
      code: 'unknown-field',
      pointer: '/steps/0/contact/email',
      mend: 'Did you mean “ContactEmail”?',
    },
  ]);
});

test('a check tells what is wrong and saves nothing; what a click mends is gone after it', async () => {
  const { ask } = await api.aTenant();
  const id = await aWorkflow(ask);
  const element = { type: 'text', name: 'why', title: 'Why?' };
  const definition = { pages: [{ name: 'one', elements: [element] }] };
  const survey = (await ask('POST', 'surveys', { body: { name: 'CSAT', definition } })).as(WithId);
  const person = { ...contactStep, embeddedData: { Tier: 'Gold' } };
  const invite = {
    id: 'invite',
    type: 'email-survey',
    surveyId: survey.id,
    contactStep: 'contact',
    from: { email: 'feedback@example.com' },
    subject: 'How was it?',
    message: '{{ survey.link }}',
  };
  const content = { conditions: null, steps: [person, invite] };
  const Problems = z.object({ problems: z.array(DefinitionProblem) });
  const check = async () => (await ask('POST', `workflows/${id}/check`, { body: { content } })).as(Problems).problems;
  const found = await check();
  expect(found).toMatchObject([
    { severity: 'warning', code: 'survey-not-published', pointer: '/steps/1/surveyId', fix: null },
    { severity: 'warning', code: 'embedded-data-not-declared', about: { name: 'Tier', survey: 'CSAT' } },
  ]);
  await ask('POST', `surveys/${survey.id}/publish`);
  expect(found[1]?.fix).toEqual({ kind: 'declare-embedded-data', surveyId: survey.id, names: ['Tier'] });
  await ask('POST', `surveys/${survey.id}/embedded-data`, { body: { names: found[1]?.fix?.names } });
  expect(await check()).toEqual([]);
  expect((await ask('GET', `workflows/${id}/draft`)).status).toBe(404);
});

test('conditions that nothing can meet are refused when they are published', async () => {
  const { ask } = await api.aTenant();
  const id = await aWorkflow(ask);
  const equals = (value: string) => ({
    kind: 'comparison',
    left: { from: 'event', field: 'ContactEmail' },
    operator: 'equals',
    value,
  });
  const conditions = { kind: 'group', match: 'all', conditions: [equals('a@example.com'), equals('b@example.com')] };
  await save(ask, id, { ...sound, conditions });
  expect((await ask('POST', `workflows/${id}/publish`, { body: { version: 1 } })).as(Problem)).toMatchObject({
    code: 'invalid-definition',
    errors: [{ pointer: '/definition/conditions' }],
  });
});

test('of two who edit at once the second is told, and the first one’s draft stays', async () => {
  const { ask } = await api.aTenant();
  const id = await aWorkflow(ask);
  await save(ask, id, sound);
  expect((await save(ask, id, sound)).status).toBe(409);
  expect((await save(ask, id, { steps: [] }, 1)).as(WorkflowDraft).version).toBe(2);
  expect((await save(ask, id, sound, 1)).as(Problem)).toMatchObject({ code: 'conflict' });
  expect((await ask('GET', `workflows/${id}/draft`)).as(WorkflowDraft).content).toEqual({ steps: [] });
});

test('publishing makes the draft the next revision, once, and ends it', async () => {
  const { ask } = await api.aTenant();
  const id = await aWorkflow(ask);
  await save(ask, id, sound);
  const publish = () => ask('POST', `workflows/${id}/publish`, { body: { version: 1 } });
  const answers = await Promise.all([publish(), publish()]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect((await ask('GET', `workflows/${id}`)).as(Workflow)).toMatchObject({
    revision: 2,
    definition: { steps: [{ id: 'person' }] },
  });
  expect((await ask('GET', `workflows/${id}/draft`)).status).toBe(404);
});

test('a draft with a mistake is not published and stays', async () => {
  const { ask } = await api.aTenant();
  const id = await aWorkflow(ask);
  await save(ask, id, { steps: [] });
  const answer = await ask('POST', `workflows/${id}/publish`, { body: { version: 1 } });
  expect(answer.as(Problem)).toMatchObject({ code: 'invalid-definition', errors: [{ pointer: '/steps' }] });
  expect((await ask('GET', `workflows/${id}/draft`)).status).toBe(200);
});

test('a draft begun before another revision was published is not published over it', async () => {
  const { ask } = await api.aTenant();
  const id = await aWorkflow(ask);
  await save(ask, id, sound);
  await ask('PATCH', `workflows/${id}`, { body: { definition: { conditions: null, steps: [contactStep] } } });
  const answer = await ask('POST', `workflows/${id}/publish`, { body: { version: 1 } });
  expect(answer.as(Problem)).toMatchObject({ code: 'conflict', detail: expect.stringContaining('revision 2') });
});

test('a discarded draft is gone, and another workspace sees none', async () => {
  const { ask } = await api.aTenant();
  const id = await aWorkflow(ask);
  await save(ask, id, sound);
  const stranger = await api.aTenant();
  for (const [method, body] of [
    ['GET', undefined],
    ['PUT', { content: sound, basedOn: 1, version: 1 }],
    ['DELETE', undefined],
  ] as const) {
    expect((await stranger.ask(method, `workflows/${id}/draft`, { body })).status).toBe(404);
  }
  expect((await ask('DELETE', `workflows/${id}/draft`)).status).toBe(200);
  expect((await ask('GET', `workflows/${id}/draft`)).status).toBe(404);
});
