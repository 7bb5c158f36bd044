import { createSurvey } from '@canvass/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type Ask, Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Workflow = z.object({
  id: z.string(),
  name: z.string(),
  status: z.string(),
  revision: z.number(),
  eventSourceId: z.string(),
  definition: z.object({ steps: z.array(z.looseObject({ id: z.string(), surveyId: z.string().optional() })) }),
});
const Draft = z.object({
  problems: z.array(z.object({ code: z.string(), pointer: z.string(), severity: z.string() })),
});
const Preview = z.object({
  name: z.string(),
  updates: z.object({ id: z.string(), hasDraft: z.boolean() }).nullable(),
  eventSource: z.object({ id: z.string().nullable(), name: z.string() }),
  surveys: z.array(z.object({ reference: z.string(), id: z.string().nullable() })),
  missingFields: z.array(z.string()),
  problems: z.array(z.object({ code: z.string() })),
});

async function aSource(
  ask: Ask,
  name = 'Case closed',
  fields = ['ContactEmail', 'CaseNumber', 'Unread'],
): Promise<string> {
  const { id } = (await ask('POST', 'event-sources', { body: { name, objectType: 'Case' } })).as(WithId);
  await ask('PATCH', `event-sources/${id}`, {
    body: { fields: fields.map((field) => ({ name: field, type: 'text' })) },
  });
  return id;
}

/** A workspace with an event source, a survey and a workflow between them. */
async function aWorkspace() {
  const tenant = await api.aTenant();
  const { ask, workspaceId } = tenant;
  const sourceId = await aSource(ask);
  const surveyId = await createSurvey(api.database.pool, workspaceId, {
    name: 'How did we do?',
    definition: { elements: [{ type: 'text', name: 'a' }] },
    flow: { embeddedData: [] },
  });
  return { ...tenant, sourceId, surveyId };
}

async function aWorkflow({ ask, sourceId, surveyId }: Awaited<ReturnType<typeof aWorkspace>>): Promise<string> {
  const steps = [
    { id: 'contact', type: 'contact', matchBy: ['email'], contact: { email: '{{ event.ContactEmail }}' } },
    {
      id: 'ask',
      type: 'email-survey',
      surveyId,
      contactStep: 'contact',
      from: { email: 'feedback@acme.example' },
      subject: 'Case {{ event.CaseNumber }}',
      message: '{{ survey.link }}',
    },
  ];
  const body = { name: 'Ask after a case', eventSourceId: sourceId, definition: { conditions: null, steps } };
  const made = await ask('POST', 'workflows', { body });
  expect(made.status, made.text).toBe(201);
  return made.as(WithId).id;
}

test('exported from one workspace and imported into another, a workflow is the same, and so is its file', async () => {
  const [sandbox, production] = [await aWorkspace(), await aWorkspace()];
  const exported = await sandbox.ask('GET', `workflows/${await aWorkflow(sandbox)}/export`);
  expect(exported.headers.get('content-disposition')).toContain('ask-after-a-case.workflow.json');
  for (const id of [sandbox.sourceId, sandbox.surveyId, sandbox.workspaceId]) expect(exported.text).not.toContain(id);
  const file = JSON.parse(exported.text);
  expect(file.eventSource).toEqual({
    name: 'Case closed',
    objectType: 'Case',
    fields: { CaseNumber: 'text', ContactEmail: 'text' },
  });

  const preview = (await production.ask('POST', 'workflow-imports/preview', { body: { file } })).as(Preview);
  expect(preview).toMatchObject({
    updates: null,
    eventSource: { id: production.sourceId },
    surveys: [{ reference: 'how-did-we-do', id: production.surveyId }],
    missingFields: [],
  });
  const answer = await production.ask('POST', 'workflow-imports', { body: { file } });
  expect(answer.status, answer.text).toBe(201);
  const imported = answer.as(Workflow);
  expect(imported).toMatchObject({ name: 'Ask after a case', status: 'off', eventSourceId: production.sourceId });
  expect(imported.definition.steps[1]?.surveyId).toBe(production.surveyId);
  expect((await production.ask('GET', `workflows/${imported.id}/export`)).text).toBe(exported.text);
});

test('what a workspace does not have by name is chosen, and said where it is not', async () => {
  const sandbox = await aWorkspace();
  const file = JSON.parse((await sandbox.ask('GET', `workflows/${await aWorkflow(sandbox)}/export`)).text);
  const other = await aWorkspace();
  const renamed = structuredClone(file);
  renamed.eventSource.name = 'Elsewhere';
  renamed.surveys['how-did-we-do'].name = 'Another';
  const preview = (await other.ask('POST', 'workflow-imports/preview', { body: { file: renamed } })).as(Preview);
  expect(preview).toMatchObject({ eventSource: { id: null }, surveys: [{ id: null }] });
  const refused = await other.ask('POST', 'workflow-imports', { body: { file: renamed } });
  expect(refused.as(Problem).errors.map(({ pointer }) => pointer)).toEqual([
    '/eventSourceId',
    '/surveys/how-did-we-do',
  ]);
  const chosen = { file: renamed, eventSourceId: other.sourceId, surveys: { 'how-did-we-do': other.surveyId } };
  expect((await other.ask('POST', 'workflow-imports', { body: chosen })).status).toBe(201);
});

test('what is no workflow file is refused at its place', async () => {
  const { ask } = await api.aTenant();
  const refuse = async (file: unknown) =>
    (await ask('POST', 'workflow-imports/preview', { body: { file } })).as(Problem);
  expect(await refuse({ canvass: 'workflow', version: 2 })).toMatchObject({
    code: 'invalid-definition',
    errors: expect.arrayContaining([expect.objectContaining({ pointer: '/file/version' })]),
  });
  const workspace = await aWorkspace();
  const file = JSON.parse((await workspace.ask('GET', `workflows/${await aWorkflow(workspace)}/export`)).text);
  file.definition.steps[0].matchBy = ['shoe-size'];
  const answer = await workspace.ask('POST', 'workflow-imports', { body: { file } });
  expect(answer.as(Problem).errors).toMatchObject([{ pointer: '/file/definition/steps/0/matchBy/0' }]);
});

test('imported over a workflow, a file becomes its draft and what runs stays', async () => {
  const workspace = await aWorkspace();
  const { ask } = workspace;
  const workflowId = await aWorkflow(workspace);
  const file = JSON.parse((await ask('GET', `workflows/${workflowId}/export`)).text);
  file.definition.steps[1].subject = 'Changed in Git';
  const body = { file, workflowId };
  expect((await ask('POST', 'workflow-imports/preview', { body })).as(Preview).updates).toEqual({
    id: workflowId,
    hasDraft: false,
  });
  expect((await ask('POST', 'workflow-imports', { body })).as(Workflow).revision).toBe(1);
  const draft = await ask('GET', `workflows/${workflowId}/draft`);
  expect(draft.text).toContain('Changed in Git');
  expect((await ask('POST', `workflows/${workflowId}/publish`, { body: { version: 1 } })).as(Workflow).revision).toBe(
    2,
  );
});

test('copied to an event source that lacks a field, a workflow lists the place in its draft and stays off', async () => {
  const workspace = await aWorkspace();
  const { ask } = workspace;
  const workflowId = await aWorkflow(workspace);
  const eventSourceId = await aSource(ask, 'Case closed (production)', ['ContactEmail']);
  const copy = (await ask('POST', `workflows/${workflowId}/duplicate`, { body: { name: 'Copy', eventSourceId } })).as(
    Workflow,
  );
  expect(copy).toMatchObject({ name: 'Copy', status: 'off', eventSourceId });
  expect((await ask('GET', `workflows/${copy.id}/draft`)).as(Draft).problems).toContainEqual({
    severity: 'error',
    code: 'unknown-field',
    pointer: '/steps/1/subject',
  });
  expect((await ask('POST', `workflows/${copy.id}/on`)).as(Problem).code).toBe('invalid-definition');
  const same = (await ask('POST', `workflows/${workflowId}/duplicate`, { body: { name: 'Same' } })).as(Workflow);
  expect((await ask('GET', `workflows/${same.id}/draft`)).status).toBe(404);
});
