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
  definition: z.object({ steps: z.array(z.object({ id: z.string() })) }),
  warnings: z.array(z.object({ pointer: z.string(), message: z.string() })),
});

const contactStep = (email = '{{ event.ContactEmail }}') => ({
  id: 'contact',
  type: 'contact',
  matchBy: ['email'],
  contact: { email },
});
const definition = (...steps: unknown[]) => ({ conditions: null, steps });

async function anEventSource(ask: Ask): Promise<string> {
  const { id } = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(WithId);
  await ask('PATCH', `event-sources/${id}`, { body: { fields: [{ name: 'ContactEmail', type: 'email' }] } });
  return id;
}

async function aWorkflow(ask: Ask) {
  const body = { name: 'Closed', eventSourceId: await anEventSource(ask), definition: definition(contactStep()) };
  const created = await ask('POST', 'workflows', { body });
  expect(created.status).toBe(201);
  return created.as(Workflow);
}

test('a new workflow is switched off and has revision 1', async () => {
  const { ask } = await api.aTenant();
  expect(await aWorkflow(ask)).toMatchObject({ status: 'off', revision: 1, warnings: [] });
});

test('saving makes a new revision and keeps the one before', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aWorkflow(ask);
  const changed = definition({ ...contactStep(), id: 'person' });
  expect((await ask('PATCH', `workflows/${id}`, { body: { definition: changed } })).as(Workflow).revision).toBe(2);

  const Revision = z.object({ revision: z.number(), createdBy: z.string(), definition: Workflow.shape.definition });
  expect((await ask('GET', `workflows/${id}/revisions/1`)).as(Revision).definition.steps[0]?.id).toBe('contact');
  const list = (await ask('GET', `workflows/${id}/revisions`)).as(
    z.object({ data: z.array(z.object({ revision: z.number() })) }),
  );
  expect(list.data.map(({ revision }) => revision)).toEqual([2, 1]);
  expect((await ask('GET', `workflows/${id}/revisions/9`)).status).toBe(404);
});

test('renaming makes no revision', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aWorkflow(ask);
  expect((await ask('PATCH', `workflows/${id}`, { body: { name: 'Renamed' } })).as(Workflow)).toMatchObject({
    name: 'Renamed',
    revision: 1,
  });
});

test('each time it is on is kept as a period, and switching twice changes nothing', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aWorkflow(ask);
  for (const to of ['on', 'on', 'off', 'off', 'on']) {
    expect((await ask('POST', `workflows/${id}/${to}`)).as(Workflow).status).toBe(to);
  }
  const { rows } = await api.database.pool.query<{ ended: boolean }>(
    'select to_at is not null as ended from workflow_active_periods where workflow_id = $1 order by from_at',
    [id],
  );
  expect(rows.map(({ ended }) => ended)).toEqual([true, false]);
});

test('a definition of the wrong form is refused with the place', async () => {
  const { ask } = await api.aTenant();
  const body = {
    name: 'Closed',
    eventSourceId: await anEventSource(ask),
    definition: definition({ ...contactStep(), matchBy: ['shoe-size'] }),
  };
  const refused = await ask('POST', 'workflows', { body });
  expect(refused.status).toBe(422);
  expect(refused.as(Problem)).toMatchObject({
    code: 'invalid-definition',
    errors: [{ pointer: '/definition/steps/0/matchBy/0' }],
  });
});

test('a definition that reads what does not exist is refused with the place and what to do', async () => {
  const { ask } = await api.aTenant();
  const body = {
    name: 'Closed',
    eventSourceId: await anEventSource(ask),
    definition: definition(contactStep('{{ event.ContactEmial }}')),
  };
  const problem = (await ask('POST', 'workflows', { body })).as(Problem);
  expect(problem.code).toBe('invalid-definition');
  expect(problem.errors).toMatchObject([{ pointer: '/definition/steps/0/contact/email' }]);
  expect(problem.errors[0]?.message).toContain('ContactEmail');
});

test('an event source or a workflow of another workspace does not exist', async () => {
  const [ours, theirs] = [await api.aTenant(), await api.aTenant()];
  const body = {
    name: 'Closed',
    eventSourceId: await anEventSource(theirs.ask),
    definition: definition(contactStep()),
  };
  expect((await ours.ask('POST', 'workflows', { body })).as(Problem).errors).toMatchObject([
    { pointer: '/eventSourceId' },
  ]);
  const { id } = await aWorkflow(theirs.ask);
  for (const [method, path] of [
    ['GET', `workflows/${id}`],
    ['POST', `workflows/${id}/on`],
    ['GET', `workflows/${id}/revisions`],
    ['GET', `workflows/${id}/revisions/1`],
  ] as const) {
    expect((await ours.ask(method, path)).status).toBe(404);
  }
});
