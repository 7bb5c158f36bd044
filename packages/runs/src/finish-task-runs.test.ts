import { inWorkspace, type Pool } from '@canvass/database';
import type { RunId, TaskRunId, WorkspaceId } from '@canvass/domain';
import { aContactTask, aRun, aWorkspace, createTestDatabase } from '@canvass/test-support';
import { beforeAll, expect, test } from 'vitest';
import { claimTaskRuns } from './claim-task-runs.ts';
import { finishTaskRuns, type TaskOutcome } from './finish-task-runs.ts';
import { cancelRun, retryRun } from './interventions.ts';

let pool: Pool;
let workspaceId: WorkspaceId;

beforeAll(async () => {
  const database = await createTestDatabase();
  pool = database.pool;
  workspaceId = await aWorkspace(pool);
  return () => database[Symbol.asyncDispose]();
});

const failure = { code: 'contact-unidentified', detail: null } as const;
/** A contact task that reads what an earlier one put out. */
const dependent = (id: string, on: string) => ({
  ...aContactTask(id),
  embeddedData: { Before: `{{ task.${on}.contactId }}` },
});
const contactId = '019ab7f2-0000-7000-8000-000000000001';

const claim = (...ids: TaskRunId[]) =>
  inWorkspace(pool, workspaceId, (db) => claimTaskRuns(db, workspaceId, ids, true));
const finish = (...outcomes: TaskOutcome[]) =>
  inWorkspace(pool, workspaceId, (db) => finishTaskRuns(db, workspaceId, outcomes));
async function claimAndFinish(outcome: TaskOutcome) {
  expect(await claim(outcome.taskRunId)).toHaveLength(1);
  return finish(outcome);
}
async function rowsOf(runId: RunId) {
  const { rows } = await pool.query(
    `select r.status as run, r.contact_id as contact, r.finished_at is not null as ended,
            array(select concat_ws(' ', step_id, status) from task_runs where run_id = r.id order by position) as steps
       from runs r where r.id = $1`,
    [runId],
  );
  return rows[0];
}

test('a task run is claimed once, with its step, the event with absent fields as null, and the workspace’s country', async () => {
  const { taskRunId, runId } = await aRun(pool, workspaceId, { fields: { CaseNumber: '1' } });
  const [first, second] = await Promise.all([claim(taskRunId), claim(taskRunId)]);
  const claimed = [...first, ...second];
  expect(claimed).toHaveLength(1);
  expect(claimed[0]).toMatchObject({
    taskRunId,
    runId,
    stepId: 'person',
    step: { type: 'contact', matchBy: ['externalReference'] },
    attempts: 1,
    firstFailedAt: null,
    event: { CaseNumber: '1', IsClosed: null, Priority: null },
    outputs: {},
    timeZone: 'UTC',
    defaultCountry: 'US',
  });
  expect(await rowsOf(runId)).toMatchObject({ run: 'running', ended: false });
});

test('another workspace cannot claim it', async () => {
  const { taskRunId } = await aRun(pool, workspaceId);
  const other = await aWorkspace(pool);
  expect(await inWorkspace(pool, other, (db) => claimTaskRuns(db, other, [taskRunId], true))).toEqual([]);
});

test('the step after a done one is queued and offered; after the last the run has succeeded and knows its contact', async () => {
  const { taskRunId, runId } = await aRun(pool, workspaceId, { steps: [aContactTask('one'), aContactTask('two')] });
  const due = await claimAndFinish({ taskRunId, kind: 'succeeded', output: { contactId, outcome: 'created' } });
  expect(await rowsOf(runId)).toMatchObject({
    run: 'running',
    contact: contactId,
    steps: ['one succeeded', 'two queued'],
  });
  const [next] = due.contacts;
  if (next === undefined) throw new Error('nothing is due');
  const [claimed] = await claim(next);
  expect(claimed?.outputs).toEqual({ one: { contactId, outcome: 'created' } });
  const end = await finish({ taskRunId: next, kind: 'succeeded', output: {} });
  expect(end).toEqual({ contacts: [], surveys: [], waits: [], ended: ['succeeded'] });
  expect(await rowsOf(runId)).toMatchObject({
    run: 'succeeded',
    ended: true,
    steps: ['one succeeded', 'two succeeded'],
  });
});

test('an outcome is taken once', async () => {
  const { taskRunId, runId } = await aRun(pool, workspaceId, { steps: [aContactTask('one'), aContactTask('two')] });
  await claimAndFinish({ taskRunId, kind: 'succeeded', output: {} });
  expect(await finish({ taskRunId, kind: 'failed', failure })).toEqual({
    contacts: [],
    surveys: [],
    waits: [],
    ended: [],
  });
  expect(await rowsOf(runId)).toMatchObject({ steps: ['one succeeded', 'two queued'] });
});

test('a failure stops the steps that depend on it, which the run shows as not done', async () => {
  const { taskRunId, runId } = await aRun(pool, workspaceId, { steps: [aContactTask('one'), dependent('two', 'one')] });
  await claimAndFinish({ taskRunId, kind: 'failed', failure });
  expect(await rowsOf(runId)).toMatchObject({ run: 'failed', ended: true, steps: ['one failed', 'two skipped'] });
  const { rows } = await pool.query("select error from task_runs where run_id = $1 and step_id = 'two'", [runId]);
  expect(rows).toEqual([{ error: { code: 'earlier-step-failed', detail: null } }]);
});

test('a failure that the workflow tolerates lets the run go on and makes it partially failed', async () => {
  const { taskRunId, runId } = await aRun(pool, workspaceId, {
    steps: [aContactTask('one', 'continue'), aContactTask('two')],
  });
  const due = await claimAndFinish({ taskRunId, kind: 'failed', failure });
  const [next] = due.contacts;
  if (next === undefined) throw new Error('nothing is due');
  await claimAndFinish({ taskRunId: next, kind: 'succeeded', output: {} });
  expect(await rowsOf(runId)).toMatchObject({ run: 'partially-failed', steps: ['one failed', 'two succeeded'] });
});

test('a transient failure makes the run wait; the task cannot be claimed before it is due', async () => {
  const { taskRunId, runId } = await aRun(pool, workspaceId);
  const dueAt = new Date(Date.now() + 3_600_000);
  await claimAndFinish({ taskRunId, kind: 'retry', failure, dueAt });
  expect(await rowsOf(runId)).toMatchObject({ run: 'waiting', ended: false, steps: ['person waiting'] });
  expect(await claim(taskRunId)).toEqual([]);
  await pool.query('update task_runs set due_at = now() where id = $1', [taskRunId]);
  const [again] = await claim(taskRunId);
  expect(again).toMatchObject({ attempts: 2, firstFailedAt: expect.any(Date) });
  expect(await rowsOf(runId)).toMatchObject({ run: 'running' });
});

test('a branch is decided by the event when it is reached, and the decision says why', async () => {
  const branch = {
    id: 'closed',
    type: 'branch',
    if: {
      kind: 'group',
      match: 'all',
      conditions: [{ kind: 'comparison', operator: 'is-true', left: { from: 'event', field: 'IsClosed' } }],
    },
    steps: [aContactTask('yes')],
    otherwise: [aContactTask('no')],
  };
  const steps = [aContactTask('one'), branch, aContactTask('last')];
  const { taskRunId, runId } = await aRun(pool, workspaceId, { steps, fields: { IsClosed: 'false' } });
  await claimAndFinish({ taskRunId, kind: 'succeeded', output: {} });
  expect(await rowsOf(runId)).toMatchObject({ steps: ['one succeeded', 'closed succeeded', 'no queued'] });
  const { rows } = await pool.query("select output from task_runs where run_id = $1 and type = 'branch'", [runId]);
  expect(rows[0]?.output).toEqual({ taken: 'otherwise', because: 'IsClosed is “false”; wanted: is true' });
});

test('a retried run does its failed tasks again in order and keeps what succeeded', async () => {
  const { taskRunId, runId } = await aRun(pool, workspaceId, {
    steps: [aContactTask('one', 'continue'), aContactTask('two'), dependent('three', 'two')],
  });
  const due = await claimAndFinish({ taskRunId, kind: 'failed', failure });
  const [second] = due.contacts;
  if (second === undefined) throw new Error('nothing is due');
  await claimAndFinish({ taskRunId: second, kind: 'failed', failure });
  expect(await rowsOf(runId)).toMatchObject({ run: 'failed', steps: ['one failed', 'two failed', 'three skipped'] });

  const retried = await inWorkspace(pool, workspaceId, (db) => retryRun(db, workspaceId, runId));
  expect(retried.contacts).toEqual([taskRunId]);
  expect(await claim(second)).toEqual([]);
  const next = await claimAndFinish({ taskRunId, kind: 'succeeded', output: { contactId } });
  expect(next.contacts).toEqual([second]);
  await claimAndFinish({ taskRunId: second, kind: 'succeeded', output: {} });
  expect(await rowsOf(runId)).toMatchObject({
    run: 'running',
    steps: ['one succeeded', 'two succeeded', 'three queued'],
  });
});

test('a retried run that fails again at an earlier step ends, its later steps not done', async () => {
  const { taskRunId, runId } = await aRun(pool, workspaceId, { steps: [aContactTask('one'), dependent('two', 'one')] });
  const due = await claimAndFinish({ taskRunId, kind: 'succeeded', output: {} });
  const [second] = due.contacts;
  if (second === undefined) throw new Error('nothing is due');
  await claimAndFinish({ taskRunId: second, kind: 'failed', failure });
  // Both failed, as after a workflow that tolerated the first.
  await pool.query("update task_runs set status = 'failed' where id = $1", [taskRunId]);
  await inWorkspace(pool, workspaceId, (db) => retryRun(db, workspaceId, runId));
  await claimAndFinish({ taskRunId, kind: 'failed', failure });
  expect(await rowsOf(runId)).toMatchObject({ run: 'failed', ended: true, steps: ['one failed', 'two skipped'] });
});

test('a run that has not failed is not retried, and one of another workspace is not found', async () => {
  const { runId } = await aRun(pool, workspaceId);
  const other = await aWorkspace(pool);
  const retry = (id: WorkspaceId) => inWorkspace(pool, id, (db) => retryRun(db, id, runId));
  await expect(retry(workspaceId)).rejects.toMatchObject({ code: 'conflict' });
  await expect(retry(other)).rejects.toMatchObject({ code: 'not-found' });
});

test('a cancelled run takes no outcome any more', async () => {
  const { taskRunId, runId } = await aRun(pool, workspaceId, { steps: [aContactTask('one'), aContactTask('two')] });
  await claim(taskRunId);
  await inWorkspace(pool, workspaceId, (db) => cancelRun(db, workspaceId, runId));
  await finish({ taskRunId, kind: 'succeeded', output: {} });
  expect(await rowsOf(runId)).toMatchObject({ run: 'cancelled', ended: true, steps: ['one cancelled'] });
});

test('a task run left behind by a dead worker is claimed again once its lease has ended', async () => {
  const { taskRunId } = await aRun(pool, workspaceId);
  await claim(taskRunId);
  expect(await claim(taskRunId)).toEqual([]);
  await pool.query("update task_runs set due_at = now() - interval '1 s' where id = $1", [taskRunId]);
  expect(await claim(taskRunId)).toMatchObject([{ attempts: 2 }]);
});

test('outcomes of a hundred runs are written with a number of queries that does not grow with them', async () => {
  const runs = await Promise.all(Array.from({ length: 100 }, () => aRun(pool, workspaceId)));
  await claim(...runs.map((run) => run.taskRunId));
  let queries = 0;
  const due = await inWorkspace(pool, workspaceId, (db) => {
    const counted = new Proxy(db, {
      get(target, name, receiver) {
        if (name === 'query') queries += 1;
        const value: unknown = Reflect.get(target, name, receiver);
        return typeof value === 'function' ? value.bind(target) : value;
      },
    });
    const outcomes = runs.map(({ taskRunId }) => ({ taskRunId, kind: 'succeeded', output: { contactId } }) as const);
    return finishTaskRuns(counted, workspaceId, outcomes);
  });
  expect(due.ended).toHaveLength(100);
  expect(queries).toBeLessThanOrEqual(8);
});

test('a task that is claimed and finished in one transaction shows how long it took', async () => {
  const { taskRunId } = await aRun(pool, workspaceId);
  await inWorkspace(pool, workspaceId, async (db) => {
    await claimTaskRuns(db, workspaceId, [taskRunId], true);
    await db.query('select pg_sleep(0.02)');
    await finishTaskRuns(db, workspaceId, [{ taskRunId, kind: 'succeeded', output: { contactId } }]);
  });
  const { rows } = await pool.query(
    "select finished_at - started_at >= interval '20 ms' as took from task_runs where id = $1",
    [taskRunId],
  );
  expect(rows).toEqual([{ took: true }]);
});
