import { createApiKey } from '@canvass/database';
import {
  type ContactId,
  includesRight,
  roles,
  type WorkflowRight,
  type WorkspaceId,
  workflowRights,
} from '@canvass/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { allRoutes } from '../contract/all-routes.ts';
import type { RouteSpec } from '../contract/route-spec.ts';
import {
  aContact,
  aDelivery,
  aResponse,
  aRun,
  aWorkflow as aWorkflowRow,
  type StoredWorkflow,
} from '../testing/rows.ts';
import { type Ask, Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const definition = {
  conditions: null,
  timeZone: 'UTC',
  steps: [{ id: 'contact', type: 'contact', matchBy: ['email'], contact: { email: '{{ event.ContactEmail }}' } }],
};
const WithIds = z.object({ data: z.array(WithId) });
const Workflow = z.object({
  id: z.string(),
  revision: z.number(),
  right: z.string(),
  restricted: z.boolean(),
  owner: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
});

async function aWorkflow(ask: Ask): Promise<string> {
  const source = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(WithId);
  await ask('PATCH', `event-sources/${source.id}`, { body: { fields: [{ name: 'ContactEmail', type: 'email' }] } });
  const made = await ask('POST', 'workflows', { body: { name: 'Closed', eventSourceId: source.id, definition } });
  return made.as(WithId).id;
}

async function asStored(workflowId: string): Promise<Omit<StoredWorkflow, 'surveyId' | 'distributionId'>> {
  const { rows } = await api.database.pool.query(
    `select w.event_source_id as "eventSourceId", w.id as "workflowId", v.id as "revisionId"
       from workflows w join workflow_revisions v on v.workflow_id = w.id where w.id = $1`,
    [workflowId],
  );
  return rows[0];
}

async function aRunOf(workspaceId: WorkspaceId, workflowId: string) {
  const workflow = await asStored(workflowId);
  return (await aRun(api.database.pool, workspaceId, workflow, { status: 'failed' })).runId;
}

/** A run of a workflow with all that comes of one: a contact, a message to them, and their answer. */
async function aSurveySent(workspaceId: WorkspaceId, workflowId: string, contact?: ContactId) {
  const { pool } = api.database;
  const { surveyId, distributionId } = await aWorkflowRow(pool, workspaceId);
  await pool.query('update distributions set workflow_id = $2 where id = $1', [distributionId, workflowId]);
  const workflow = { ...(await asStored(workflowId)), surveyId, distributionId };
  const contactId = contact ?? (await aContact(pool, workspaceId));
  const run = await aRun(pool, workspaceId, workflow, { contactId });
  const deliveryId = await aDelivery(pool, workspaceId, workflow, run, contactId, { status: 'hard-bounce' });
  const responseId = await aResponse(pool, workspaceId, { surveyId, contactId, runId: run.runId });
  return { ...run, ...workflow, contactId, deliveryId, responseId };
}

/** A workspace in which a workflow is shared with one viewer by each right, and with one by none. */
async function aSharedWorkflow() {
  const admin = await api.anAdministrator();
  const { workspaceId } = admin;
  const workflowId = await aWorkflow(admin.ask);
  const people = new Map<WorkflowRight | null, Ask>();
  const members: { id: string; right: WorkflowRight }[] = [];
  for (const right of [null, ...workflowRights]) {
    const member = await api.aMember(workspaceId, 'viewer');
    people.set(right, member.ask);
    if (right !== null) members.push({ id: member.userId, right });
  }
  const shared = await admin.ask('PUT', `workflows/${workflowId}/sharing`, { body: { restricted: true, members } });
  expect(shared.status, shared.text).toBe(200);
  return { workspaceId, workflowId, people, admin, members };
}

/** What each operation on a workflow is sent; one without an entry fails the test of its rights. */
const bodies: Record<string, unknown> = {
  getWorkflow: undefined,
  updateWorkflow: { name: 'Renamed' },
  switchWorkflowOn: undefined,
  switchWorkflowOff: undefined,
  listWorkflowRevisions: undefined,
  getWorkflowRevision: undefined,
  getWorkflowDraft: undefined,
  saveWorkflowDraft: { content: definition, basedOn: 1, version: 0 },
  discardWorkflowDraft: undefined,
  publishWorkflowDraft: { version: 1 },
  getWorkflowSharing: undefined,
  shareWorkflow: undefined,
  transferWorkflow: { ownerId: 'nobody' },
  getFailureNotices: undefined,
  setFailureNotices: { addresses: ['ops@example.net'], fromAddress: 'feedback@example.com' },
  testFailureNotices: undefined,
  exportWorkflow: undefined,
  duplicateWorkflow: { name: 'Copy' },
  getRun: undefined,
  retryRun: undefined,
  cancelRun: undefined,
  continueRun: undefined,
  getRunConditions: undefined,
  testRunWorkflow: { fields: {} },
  checkWorkflow: { content: definition },
  testMessage: { fields: {}, message: { type: 'sms-survey', message: 'x' }, to: '+12025550100', confirmed: true },
  previewMessage: { fields: {}, message: { type: 'sms-survey', message: 'x' } },
  getDistribution: undefined,
  listDistributionDeliveries: undefined,
  getDelivery: undefined,
  resolveDelivery: { as: 'sent' },
};
const specs: [string, RouteSpec][] = Object.entries(allRoutes);
const ofWorkflows = specs.filter(([, { path }]) => /\{(?:workflow|run|distribution|delivery)Id\}/.test(path));

describe('rights', () => {
  let shared: Awaited<ReturnType<typeof aSharedWorkflow>>;
  let sent: Awaited<ReturnType<typeof aSurveySent>>;
  beforeAll(async () => {
    shared = await aSharedWorkflow();
    sent = await aSurveySent(shared.workspaceId, shared.workflowId);
  });

  test.each(ofWorkflows)('%s says which right on the workflow it needs', (operation, spec) => {
    expect(spec.onWorkflow).toBeDefined();
    expect(Object.keys(bodies)).toContain(operation);
  });

  // One that makes something needs a role besides, which the viewers here don't have.
  const cases = ofWorkflows
    .filter(([, spec]) => spec.needs === 'read')
    .flatMap(([operation, spec]) => [null, ...workflowRights].map((right) => ({ operation, spec, right })));
  test.each(cases)('$operation with the right “$right” alone', async ({ operation, spec, right }) => {
    const ask = shared.people.get(right);
    const path = spec.path
      .slice(1)
      .replace('{workflowId}', shared.workflowId)
      .replace('{runId}', sent.runId)
      .replace('{distributionId}', sent.distributionId)
      .replace('{deliveryId}', sent.deliveryId)
      .replace('{revision}', '1');
    // Sharing it anew shares it as before, so that every case meets the same rights.
    const body = operation === 'shareWorkflow' ? { restricted: true, members: shared.members } : bodies[operation];
    const answer = await ask?.(spec.method.toUpperCase(), path, { body });
    const isRefused = answer?.status === 403;
    expect(isRefused, answer?.text).toBe(!includesRight(right, spec.onWorkflow ?? 'own'));
    if (isRefused) {
      expect(answer.as(Problem)).toMatchObject({
        code: 'not-shared',
        detail: expect.stringContaining(`The owner, ${shared.admin.email.split('@')[0]}`),
      });
    }
  });
});

test.each(roles)('without a word about it, a member with the role %s may what the role may', async (role) => {
  const admin = await api.anAdministrator();
  const workflowId = await aWorkflow(admin.ask);
  const runId = await aRunOf(admin.workspaceId, workflowId);
  const { ask } = await api.aMember(admin.workspaceId, role);
  const right = { admin: 'own', editor: 'edit', analyst: 'view', viewer: 'view' }[role];
  expect((await ask('GET', `workflows/${workflowId}`)).as(Workflow)).toMatchObject({ right, restricted: false });
  const statuses = {
    run: (await ask('GET', `runs/${runId}`)).status,
    rename: (await ask('PATCH', `workflows/${workflowId}`, { body: { name: 'Other' } })).status,
    share: (await ask('PUT', `workflows/${workflowId}/sharing`, { body: { restricted: false } })).status,
  };
  const expected = {
    admin: [200, 200, 200],
    editor: [200, 200, 403],
    analyst: [200, 403, 403],
    viewer: [200, 403, 403],
  };
  expect(Object.values(statuses)).toEqual(expected[role]);
});

test('what is not shared with somebody, and its runs, are in no list of theirs; a key counts as an editor', async () => {
  const { workspaceId, workflowId, people, admin } = await aSharedWorkflow();
  const open = await aWorkflow(admin.ask);
  await aRunOf(workspaceId, workflowId);
  const openRun = await aRunOf(workspaceId, open);
  const { key } = await createApiKey(api.database.pool, workspaceId, 'Test');
  const withKey: Ask = (method, path) => api.ask(method, path, { headers: { authorization: `Bearer ${key}` } });
  for (const ask of [people.get(null), withKey]) {
    expect((await ask?.('GET', 'workflows'))?.as(WithIds).data).toEqual([{ id: open }]);
    expect((await ask?.('GET', 'runs'))?.as(WithIds).data).toEqual([{ id: openRun }]);
    expect((await ask?.('GET', `runs?workflowId=${workflowId}`))?.as(WithIds).data).toEqual([]);
  }
  for (const ask of [people.get('view'), admin.ask]) {
    expect((await ask?.('GET', 'workflows'))?.as(WithIds).data).toHaveLength(2);
    expect((await ask?.('GET', 'runs'))?.as(WithIds).data).toHaveLength(2);
  }
});

test('what a workflow sent is shown to nobody who may not see the workflow', async () => {
  const { workspaceId, workflowId, people, admin } = await aSharedWorkflow();
  const hidden = await aSurveySent(workspaceId, workflowId);
  const shown = await aSurveySent(workspaceId, await aWorkflow(admin.ask), hidden.contactId);
  const History = z.object({ data: z.array(z.object({ type: z.string(), runId: z.string().nullable() })) });
  const Named = z.object({ data: z.array(z.object({ id: z.string(), runId: z.string().nullable() })) });
  const Runs = z.object({ runs: z.array(WithId) });
  const Summary = z.object({ needsYou: z.array(z.object({ kind: z.string(), count: z.number() })) });
  const Checks = z.object({ checks: z.array(z.object({ code: z.string(), findings: z.array(z.unknown()) })) });
  const seenBy = async (right: WorkflowRight | null) => {
    const get = async (path: string) => {
      const answer = await people.get(right)?.('GET', path);
      if (answer === undefined) throw new Error('nobody has this right');
      return answer;
    };
    const ids = async (path: string) => (await get(path)).as(WithIds).data.map(({ id }) => id);
    const history = (await get(`contacts/${hidden.contactId}/history`)).as(History).data;
    return {
      distributions: await ids('distributions'),
      deliveries: await ids('deliveries'),
      ofRun: await ids(`deliveries?runId=${hidden.runId}`),
      ofDistribution: await ids(`deliveries?distributionId=${hidden.distributionId}`),
      runsInHistory: history.filter(({ type }) => type === 'run').map(({ runId }) => runId),
      deliveriesInHistory: history.filter(({ type }) => type === 'delivery').map(({ runId }) => runId),
      // An answer is the survey's and is shown; the run behind it is the workflow's.
      answersInHistory: history.filter(({ type }) => type === 'response').map(({ runId }) => runId),
      answers: (await get('responses')).as(Named).data.map(({ runId }) => runId),
      answer: (await get(`responses/${hidden.responseId}`)).as(Named.shape.data.element).runId,
      answersOfRun: await ids(`responses?runId=${hidden.runId}`),
      ofNotification: (await get(`notifications/${hidden.notificationId}`)).as(Runs).runs,
      found: (await get(`search?query=${hidden.deliveryId}`)).as(z.object({ hits: z.array(WithId) })).hits,
      bounces: (await get('summary')).as(Summary).needsYou.find(({ kind }) => kind === 'bounce')?.count,
      checked: (await get(`event-sources/${hidden.eventSourceId}/checks`))
        .as(Checks)
        .checks.flatMap((check) => check.findings),
    };
  };
  await admin.ask('POST', `workflows/${workflowId}/on`);
  await api.database.pool.query(
    `update workflow_revisions set definition = jsonb_set(definition, '{steps}', $2) where workflow_id = $1`,
    [
      workflowId,
      JSON.stringify([
        {
          id: 'email',
          type: 'email-survey',
          onFailure: 'stop',
          surveyId: hidden.surveyId,
          contactStep: 'none',
          linkExpiresAfterDays: 60,
          from: { email: 'a@b.example' },
          subject: 's',
          message: '{{ survey.link }}',
        },
      ]),
    ],
  );
  const all = await seenBy('view');
  expect(all.distributions.toSorted()).toEqual([hidden.distributionId, shown.distributionId].toSorted());
  expect(all).toMatchObject({ ofRun: [hidden.deliveryId], answersOfRun: [hidden.responseId], bounces: 2 });
  expect(all.ofNotification).toHaveLength(1);
  expect(all.found).toHaveLength(1);
  expect(JSON.stringify(all.checked)).toContain(workflowId);

  const some = await seenBy(null);
  expect(some).toMatchObject({
    distributions: [shown.distributionId],
    deliveries: [shown.deliveryId],
    ofRun: [],
    ofDistribution: [],
    runsInHistory: [shown.runId],
    deliveriesInHistory: [shown.runId],
    answersInHistory: [shown.runId, null],
    answers: [shown.runId, null],
    answer: null,
    answersOfRun: [],
    ofNotification: [],
    found: [],
    bounces: 1,
  });
  expect(JSON.stringify(some.checked)).not.toContain(workflowId);
});

test('a role can be shared with as a whole', async () => {
  const admin = await api.anAdministrator();
  const workflowId = await aWorkflow(admin.ask);
  const body = { restricted: true, roles: [{ role: 'analyst', right: 'report' }] };
  await admin.ask('PUT', `workflows/${workflowId}/sharing`, { body });
  const [analyst, editor] = [
    await api.aMember(admin.workspaceId, 'analyst'),
    await api.aMember(admin.workspaceId, 'editor'),
  ];
  expect((await analyst.ask('GET', `workflows/${workflowId}`)).as(Workflow).right).toBe('report');
  expect((await editor.ask('GET', `workflows/${workflowId}`)).status).toBe(403);
});

test('whoever made a workflow owns it, and given away it is another’s', async () => {
  const admin = await api.anAdministrator();
  const [ada, grace] = [await api.aMember(admin.workspaceId, 'editor'), await api.aMember(admin.workspaceId, 'editor')];
  const workflowId = await aWorkflow(ada.ask);
  expect((await ada.ask('GET', `workflows/${workflowId}`)).as(Workflow).owner?.id).toBe(ada.userId);
  await ada.ask('POST', `workflows/${workflowId}/on`);
  const refused = await grace.ask('POST', `workflows/${workflowId}/transfer`, { body: { ownerId: grace.userId } });
  expect(refused.status).toBe(403);
  const given = await ada.ask('POST', `workflows/${workflowId}/transfer`, { body: { ownerId: grace.userId } });
  expect(given.as(Workflow)).toMatchObject({ owner: { id: grace.userId }, right: 'edit' });
  expect((await grace.ask('GET', `workflows/${workflowId}`)).as(Workflow).right).toBe('own');
  const toStranger = await grace.ask('POST', `workflows/${workflowId}/transfer`, { body: { ownerId: 'stranger' } });
  expect(toStranger.as(Problem).errors).toMatchObject([{ pointer: '/ownerId' }]);
});

test('what was shared, given away, changed and published is in the audit log, which nobody can change', async () => {
  const admin = await api.anAdministrator();
  const workflowId = await aWorkflow(admin.ask);
  await admin.ask('PUT', `workflows/${workflowId}/sharing`, { body: { restricted: true } });
  await admin.ask('PUT', `workflows/${workflowId}/draft`, { body: { content: definition, basedOn: 1, version: 0 } });
  await admin.ask('POST', `workflows/${workflowId}/publish`, { body: { version: 1 } });
  await admin.ask('POST', `workflows/${workflowId}/publish`, { body: { version: 1 } }); // refused: nothing to tell of
  const Entries = z.object({
    data: z.array(
      z.object({ action: z.string(), subjectName: z.string().nullable(), actorName: z.string(), detail: z.unknown() }),
    ),
  });
  const entries = (await admin.ask('GET', `audit-log?subjectId=${workflowId}`)).as(Entries).data;
  const actorName = admin.email.split('@')[0];
  expect(entries).toMatchObject([
    { action: 'workflow.published', subjectName: 'Closed', actorName },
    { action: 'workflow.shared', detail: { restricted: true } },
    { action: 'workflow.created', subjectName: 'Closed', actorName },
  ]);
  const editor = await api.aMember(admin.workspaceId, 'editor');
  expect((await editor.ask('GET', 'audit-log')).status).toBe(403);
  const change = api.database.pool.query(
    `begin; set local role canvass_app; set local canvass.workspace_id = '${admin.workspaceId}'; delete from audit_entries; commit`,
  );
  await expect(change).rejects.toThrow('permission denied');
});
