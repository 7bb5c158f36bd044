import { newId } from '@canvass/database';
import { RunId } from '@canvass/domain';
import { queueBackends } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aContact, aRun, aWorkflow } from '../testing/rows.ts';
import { Problem, startTestApi, type TestApi } from '../testing/test-api.ts';

const Run = z.object({
  id: z.string(),
  status: z.string(),
  workflowName: z.string().nullable(),
  revision: z.number().nullable(),
  recordId: z.string().nullable(),
  contact: z.object({ id: z.string() }).nullable(),
  input: z.record(z.string(), z.string().nullable()).nullable(),
  traceId: z.string(),
  tasks: z.array(
    z.object({
      type: z.string(),
      stepId: z.string(),
      name: z.string().nullable(),
      status: z.string(),
      output: z.record(z.string(), z.unknown()).nullable(),
      error: z
        .object({ code: z.string(), sentence: z.string(), detail: z.string().nullable(), remedy: z.string() })
        .nullable(),
    }),
  ),
});
const Runs = z.object({ data: z.array(Run), nextCursor: z.string().nullable() });

describe.each(queueBackends())('runs with queues in %s', (backend) => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startTestApi(backend);
  });
  afterAll(() => api[Symbol.asyncDispose]());

  async function aWorld() {
    const tenant = await api.aTenant();
    const workflow = await aWorkflow(api.database.pool, tenant.workspaceId);
    const run = (values: Parameters<typeof aRun>[3] = {}) =>
      aRun(api.database.pool, tenant.workspaceId, workflow, values);
    const list = async (query: string) => (await tenant.ask('GET', `runs?${query}`)).as(Runs);
    return { ...tenant, workflow, run, list };
  }
  const failed = {
    status: 'failed' as const,
    surveyTask: { status: 'failed', error: { code: 'survey-not-active', detail: 'it is paused' } },
  };

  test('a run tells what came in, what each task did, and what mends a failure', async () => {
    const { ask, run, workspaceId } = await aWorld();
    const contactId = await aContact(api.database.pool, workspaceId);
    const { runId } = await run({ ...failed, contactId, fields: { CaseNumber: '00001026', Priority: null } });
    const answer = (await ask('GET', `runs/${runId}`)).as(Run);
    expect(answer).toMatchObject({
      id: runId,
      status: 'failed',
      workflowName: 'Closed',
      revision: 1,
      contact: { id: contactId },
      input: { CaseNumber: '00001026', Priority: null },
      traceId: '0af7651916cd43dd8448eb211c80319c',
    });
    expect(answer.tasks).toMatchObject([
      { type: 'contact', name: 'Update the contact', status: 'succeeded', output: { contactId }, error: null },
      {
        type: 'email-survey',
        name: null,
        status: 'failed',
        error: { code: 'survey-not-active', detail: 'it is paused', remedy: expect.stringContaining('Publish') },
      },
    ]);
  });

  test('runs are filtered by status, record, contact and time', async () => {
    const { list, run, workspaceId } = await aWorld();
    const contactId = await aContact(api.database.pool, workspaceId);
    const old = await run({ receivedAt: new Date('2026-01-01T12:00:00Z'), recordId: '5007Q00000OldOne' });
    const ours = await run({ contactId });
    const bad = await run(failed);
    const partly = await run({ ...failed, status: 'partially-failed' });

    const ids = async (query: string) => (await list(query)).data.map(({ id }) => id);
    expect(await ids('')).toEqual([partly.runId, bad.runId, ours.runId, old.runId]);
    expect(await ids('status=failed')).toEqual([bad.runId]);
    expect(await ids('status=failed,partially-failed')).toEqual([partly.runId, bad.runId]);
    expect(await ids(`contactId=${contactId}`)).toEqual([ours.runId]);
    expect(await ids('recordId=5007Q00000OldOne')).toEqual([old.runId]);
    expect(await ids('receivedBefore=2026-02-01T00:00:00Z')).toEqual([old.runId]);
    expect(await ids('receivedAfter=2026-02-01T00:00:00Z')).toEqual([partly.runId, bad.runId, ours.runId]);
    expect(await ids(`notificationId=${bad.notificationId}`)).toEqual([bad.runId]);
  });

  test('15 and 18 characters of a record id find the same runs', async () => {
    const { list, run } = await aWorld();
    await run({ recordId: '5007Q00000AbCdEQAV' });
    await run({ recordId: '5007Q00000AbCdE' });
    const [short, long] = [await list('recordId=5007Q00000AbCdE'), await list('recordId=5007Q00000AbCdEQAV')];
    expect(long.data).toHaveLength(2);
    expect(short.data.map(({ id }) => id)).toEqual(long.data.map(({ id }) => id));
  });

  test.each(['', 'status=succeeded,failed&'])(
    'pages (%s) join without gaps or doubles while new runs arrive',
    async (filter) => {
      const { list, run } = await aWorld();
      const made: string[] = [];
      for (let index = 0; index < 7; index += 1) made.unshift((await run(index % 2 ? {} : failed)).runId);
      const seen: string[] = [];
      let page = await list(`${filter}limit=3`);
      seen.push(...page.data.map(({ id }) => id));
      while (page.nextCursor !== null) {
        await run();
        page = await list(`${filter}limit=3&cursor=${page.nextCursor}`);
        seen.push(...page.data.map(({ id }) => id));
      }
      expect(seen).toEqual(made);
    },
  );

  test('a large input is left out of lists and shown alone', async () => {
    const { ask, list, run } = await aWorld();
    const Description = Array.from({ length: 4000 }, () => crypto.randomUUID()).join('');
    const { runId } = await run({ fields: { Description } });
    expect((await list('')).data[0]?.input).toBeNull();
    expect((await ask('GET', `runs/${runId}`)).as(Run).input).toEqual({ Description });
  });

  test('a failed run is retried: its failed task is due again and the rest stays done', async () => {
    const { ask, run } = await aWorld();
    const { runId } = await run(failed);
    const retried = (await ask('POST', `runs/${runId}/retry`)).as(Run);
    expect(retried.status).toBe('running');
    expect(retried.tasks.map(({ status }) => status)).toEqual(['succeeded', 'queued']);
    expect((await ask('POST', `runs/${runId}/retry`)).as(Problem).code).toBe('conflict');
  });

  test('a run that has not ended is cancelled, one that has is not', async () => {
    const { ask, run } = await aWorld();
    const waiting = await run({ status: 'waiting', surveyTask: { status: 'waiting' } });
    expect((await ask('POST', `runs/${waiting.runId}/cancel`)).as(Run).status).toBe('cancelled');
    const done = await run();
    expect((await ask('POST', `runs/${done.runId}/cancel`)).status).toBe(409);
  });

  test('a run of another workspace can be neither seen nor touched', async () => {
    const [ours, theirs] = [await aWorld(), await aWorld()];
    const { runId } = await theirs.run(failed);
    expect((await ours.ask('GET', `runs/${runId}`)).status).toBe(404);
    expect((await ours.ask('POST', `runs/${runId}/retry`)).status).toBe(404);
    expect((await ours.ask('POST', `runs/${runId}/cancel`)).status).toBe(404);
    expect((await ours.ask('GET', `runs/${newId(RunId)}`)).status).toBe(404);
    expect((await ours.list('')).data).toEqual([]);
  });
});
