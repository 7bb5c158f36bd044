import { derivedId, inWorkspace, newId, type Pool, wakeWaitsForInvitation } from '@canvass/database';
import { InvitationId, type RunId, TaskRunId, type WorkspaceId } from '@canvass/domain';
import { endWaits, handle, Producer, type QueueConfig, startWorkers } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import { cancelRun, claimTaskRuns, continueRun, finishTaskRuns, offerDueWork } from '@canvass/runs';
import {
  aContactTask,
  aMessage,
  aRun,
  aTraceparent,
  aWorkspace,
  createTestDatabase,
  eventually,
  queueBackends,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { relayContext } from '../relay/feed.ts';
import { feeds } from '../relay/feeds.ts';
import { endWaitsHandler } from './end-waits.ts';

const log = createLogger('test', 'silent');
const surveyId = '019ab7f2-0000-7000-8000-000000000001';
const waitFor = (values: Record<string, unknown> = {}) => ({
  ...{ id: 'pause', type: 'wait', until: { kind: 'duration', amount: 3, unit: 'days' } },
  ...values,
});
const survey = { id: 'invite', type: 'sms-survey', surveyId, contactStep: 'person', message: '{{ survey.link }}' };
const answered = waitFor({ until: { kind: 'answered', step: 'invite', atMost: { amount: 7, unit: 'days' } } });

describe.each(queueBackends())('waits with queues in %s', (backend) => {
  let database: TestDatabase;
  let pool: Pool;
  let config: QueueConfig;
  let producer: Producer;
  let workspaceId: WorkspaceId;
  const resources = new AsyncDisposableStack();

  beforeAll(async () => {
    database = resources.use(await createTestDatabase());
    pool = database.pool;
    config = testQueueConfig(backend, database.url);
    producer = resources.use(new Producer(config, log));
    workspaceId = await aWorkspace(pool);
    for (const _worker of ['one', 'two']) {
      const handler = endWaitsHandler({ pool, producer, announcer: { changed: () => {} } });
      resources.use(startWorkers(config, log, [handle(endWaits, handler)]));
    }
  });
  afterAll(() => resources.disposeAsync());

  /** A run whose first task has been done, so that it has come to its wait. */
  async function waitingRun(steps: readonly unknown[], output: Record<string, unknown> = {}, fields = {}) {
    const run = await aRun(pool, workspaceId, { steps, fields: { CaseNumber: '1', IsClosed: 'true', ...fields } });
    await inWorkspace(pool, workspaceId, async (db) => {
      await claimTaskRuns(db, workspaceId, [run.taskRunId], false);
      await finishTaskRuns(db, workspaceId, [{ taskRunId: run.taskRunId, kind: 'succeeded', output }]);
    });
    return run;
  }
  const stepsOf = async (runId: RunId) => {
    const { rows } = await pool.query(
      `select step_id as "stepId", status, output, error ->> 'code' as code, due_at as "dueAt", attempts from task_runs
        where run_id = $1 order by position`,
      [runId],
    );
    return rows;
  };
  const statusOf = async (runId: RunId) =>
    (await pool.query('select status from runs where id = $1', [runId])).rows[0]?.status;
  const step = async (runId: RunId, id: string) => (await stepsOf(runId)).find(({ stepId }) => stepId === id);
  const pass = (runId: RunId) =>
    pool.query("update task_runs set due_at = now() where run_id = $1 and type = 'wait'", [runId]);
  const feedWaits = async () => {
    const relay = relayContext({ pool, producer, overdueAfterMs: 60_000, maxQueueDepth: 100 });
    await Promise.all(feeds.filter(({ table }) => table === 'task_runs').map(({ feed }) => feed(relay)));
  };
  const isOver = (runId: RunId) =>
    eventually(async () => {
      await feedWaits();
      return (await step(runId, 'pause'))?.status === 'succeeded';
    });

  test('a run waits until its time, which is in its row, and then goes on once', async () => {
    const { runId } = await waitingRun([aContactTask('person'), waitFor(), aContactTask('later')]);
    expect(await statusOf(runId)).toBe('waiting');
    const row = await step(runId, 'pause');
    expect(row).toMatchObject({ status: 'waiting', output: null });
    expect(row.dueAt.getTime() - Date.now()).toBeGreaterThan(2.9 * 24 * 3_600_000);
    await feedWaits();
    expect(await step(runId, 'pause')).toMatchObject({ status: 'waiting', attempts: 0 });
    await pass(runId);
    await isOver(runId);
    expect(await step(runId, 'pause')).toMatchObject({
      output: { outcome: 'time-over', wentOn: true },
      attempts: 1,
    });
    expect(await step(runId, 'later')).toMatchObject({ status: 'queued' });
    expect(await statusOf(runId)).toBe('running');
  });

  test('a newer notification of the record that no longer meets the conditions ends the run', async () => {
    const goOnIf = {
      ...{ kind: 'group', match: 'all' },
      conditions: [{ kind: 'comparison', operator: 'is-true', left: { from: 'latest', field: 'IsClosed' } }],
    };
    const { runId, notificationId } = await waitingRun([
      aContactTask('person'),
      waitFor({ goOnIf }),
      aContactTask('later'),
    ]);
    const { rows } = await pool.query('select event_source_id as id from notifications where id = $1', [
      notificationId,
    ]);
    await aMessage(pool, workspaceId, rows[0]?.id, { fields: [{ CaseNumber: '1', IsClosed: 'false' }] });
    await pass(runId);
    await isOver(runId);
    expect(await step(runId, 'pause')).toMatchObject({ output: { wentOn: false } });
    expect(await step(runId, 'later')).toMatchObject({ status: 'skipped', code: 'conditions-no-longer-met' });
    expect(await statusOf(runId)).toBe('succeeded');
  });

  test('an answer ends the wait for it, whether it comes before or after the wait began', async () => {
    for (const early of [true, false]) {
      const invitationId = newId(InvitationId);
      const run = await aRun(pool, workspaceId, { steps: [survey, answered, aContactTask('later')] });
      const { runId, taskRunId } = run;
      await pool.query(
        `insert into invitations (id, workspace_id, token, survey_id, contact_id, run_id, task_run_id, snapshot, expires_at, traceparent)
         values ($1::uuid, $2, $1::uuid::text, $3, $1::uuid, $4, $5, '{}', now() + interval '1 day', $6)`,
        [invitationId, workspaceId, surveyId, runId, taskRunId, aTraceparent],
      );
      const answer = () =>
        inWorkspace(pool, workspaceId, async (db) => {
          await db.query(
            `insert into responses (id, workspace_id, survey_id, survey_version, invitation_id, run_id, status)
             values ($1::uuid, $2, $3, 1, $1::uuid, $4, 'finished')`,
            [invitationId, workspaceId, surveyId, runId],
          );
          await wakeWaitsForInvitation(db, workspaceId, { id: invitationId, runId });
        });
      if (early) await answer();
      await inWorkspace(pool, workspaceId, async (db) => {
        await claimTaskRuns(db, workspaceId, [taskRunId], false);
        await finishTaskRuns(db, workspaceId, [{ taskRunId, kind: 'succeeded', output: { invitationId } }]);
      });
      if (!early) await answer();
      await isOver(runId);
      expect(await step(runId, 'pause')).toMatchObject({ output: { outcome: 'answered', wentOn: true } });
      expect(await step(runId, 'later')).toMatchObject({ status: 'queued' });
    }
  });

  test('a date that cannot be waited for fails the step, and nothing after it is done', async () => {
    const until = { kind: 'date', date: '{{ event.CloseDate }}' };
    const { runId } = await waitingRun([aContactTask('person'), waitFor({ until }), aContactTask('later')]);
    await eventually(async () => {
      await feedWaits();
      return (await step(runId, 'pause'))?.status === 'failed';
    });
    expect(await step(runId, 'pause')).toMatchObject({ code: 'wait-date-missing' });
    expect(await step(runId, 'later')).toMatchObject({ status: 'skipped', code: 'earlier-step-failed' });
    expect(await statusOf(runId)).toBe('partially-failed');
  });

  test('a wait can be continued before its time, and a cancelled one never ends', async () => {
    const steps = [aContactTask('person'), waitFor(), aContactTask('later')];
    const [continued, cancelled] = [await waitingRun(steps), await waitingRun(steps)];
    const due = await inWorkspace(pool, workspaceId, (db) => continueRun(db, workspaceId, continued.runId));
    await offerDueWork(producer, workspaceId, due);
    await isOver(continued.runId);
    expect(await step(continued.runId, 'pause')).toMatchObject({ output: { outcome: 'continued' } });
    await inWorkspace(pool, workspaceId, (db) => cancelRun(db, workspaceId, cancelled.runId));
    const wait = derivedId(TaskRunId, cancelled.runId, 'pause');
    await producer.offer(endWaits, [{ workspaceId, taskRunIds: [wait] }]);
    await eventually(async () => (await producer.counts(endWaits)).waiting === 0);
    expect(await step(cancelled.runId, 'pause')).toMatchObject({ status: 'cancelled' });
    expect(await step(cancelled.runId, 'later')).toBeUndefined();
  });
});
