import { addTestNotice, inWorkspace, listFailureNotices, setFailureNotices } from '@canvass/database';
import { type ErrorCode, WorkflowId, type WorkspaceId } from '@canvass/domain';
import { createLogger } from '@canvass/platform';
import { finishTaskRuns } from '@canvass/runs';
import {
  aWorkspace,
  createTestDatabase,
  eventually,
  type Mailbox,
  type SesStandIn,
  startMailbox,
  startSesStandIn,
  type TestDatabase,
} from '@canvass/test-support';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { unlimited } from '../sending/send-limits.ts';
import { sesAt } from '../testing/distribution-world.ts';
import { aSurvey, emailStep, peopleToAsk } from '../testing/people.ts';
import { startFailureNotices } from './start-failure-notices.ts';

let database: TestDatabase;
let mailbox: Mailbox;
let ses: SesStandIn;
beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  database = await createTestDatabase();
  mailbox = await startMailbox();
  ses = await startSesStandIn();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await ses[Symbol.asyncDispose]();
  await mailbox[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

/** As the service does it, without its patience. */
function start(endpoint: string) {
  const draining = new AbortController();
  const email = sesAt(endpoint);
  const running = startFailureNotices({
    ...{ pool: database.pool, email, limits: unlimited, consoleUrl: 'https://console.example.com/' },
    log: createLogger('test', 'silent'),
    ...{ draining: draining.signal, intervalMs: 20, behindMs: 0 },
  });
  return {
    async [Symbol.asyncDispose]() {
      draining.abort();
      await running[Symbol.asyncDispose]();
      await email[Symbol.asyncDispose]();
    },
  };
}

interface Told {
  workspaceId: WorkspaceId;
  workflowId: WorkflowId;
  /** Ends the next runs with these codes. */
  fail(...codes: ErrorCode[]): Promise<void>;
  notices(): ReturnType<typeof listFailureNotices>;
}

async function aWorkflowToTellOf(addresses: string[], workflowName = 'After a case'): Promise<Told> {
  const { pool } = database;
  const workspaceId = await aWorkspace(pool);
  const people = await peopleToAsk(
    pool,
    workspaceId,
    emailStep(await aSurvey(pool, workspaceId)),
    Array.from({ length: 4 }, () => ({})),
  );
  const ids = people.map(({ taskRunId }) => taskRunId);
  const { rows } = await pool.query<{ id: string }>(
    'update workflows set name = $2 where workspace_id = $1 returning id',
    [workspaceId, workflowName],
  );
  const workflowId = WorkflowId.parse(rows[0]?.id);
  await pool.query(`update task_runs set status = 'running' where workspace_id = $1 and step_id = 'ask'`, [
    workspaceId,
  ]);
  await pool.query(
    `insert into users (id, name, email) values ($1, 'Grace', $1 || '@acme.example') on conflict do nothing`,
    [`grace-${workspaceId}`],
  );
  await pool.query(`insert into workspace_members (workspace_id, user_id, role) values ($1, $2, 'editor')`, [
    workspaceId,
    `grace-${workspaceId}`,
  ]);
  const settings = {
    memberIds: [`grace-${workspaceId}`, 'somebody-who-left'],
    ...{ addresses, fromAddress: 'feedback@acme.example', intervalMinutes: 60 },
  };
  await inWorkspace(pool, workspaceId, (db) => setFailureNotices(db, workspaceId, workflowId, settings));
  return {
    workspaceId,
    workflowId,
    fail: (...codes) =>
      inWorkspace(pool, workspaceId, async (db) => {
        const outcomes = codes.map((code) => {
          const taskRunId = ids.shift();
          if (taskRunId === undefined) throw new Error('no run is left');
          return { taskRunId, kind: 'failed' as const, failure: { code, detail: 'ada@example.net' } };
        });
        await finishTaskRuns(db, workspaceId, outcomes);
      }),
    notices: () => inWorkspace(pool, workspaceId, (db) => listFailureNotices(db, workspaceId, workflowId, 10)),
  };
}

const mailsOf = async ({ workflowId }: Told) =>
  (await mailbox.emails()).filter(({ body }) => body.text?.includes(workflowId));

test('the first failure is told at once to members and addresses, by cause, with the mend and a link, and nothing of the person', async () => {
  const told = await aWorkflowToTellOf(['ops@acme.example'], 'After a <case>');
  await told.fail('survey-not-active', 'survey-not-active', 'contact-without-email');
  await using _ = start(mailbox.url);

  const mails = await eventually(async () => {
    const sent = await mailsOf(told);
    return sent.length === 2 && sent;
  });
  expect(mails.map(({ destination }) => destination.to.join()).sort()).toEqual([
    `grace-${told.workspaceId}@acme.example`,
    'ops@acme.example',
  ]);
  const [mail] = mails;
  expect(mail?.subject).toBe('3 runs failed: After a <case>');
  expect(mail?.from).toContain('feedback@acme.example');
  expect(mail?.body.text).toMatch(/2 runs: .*survey.*\n.+\nSee these runs: .*errorCode=survey-not-active/);
  expect(mail?.body.text).toMatch(/1 run: /);
  expect(mail?.body.text).toContain(`https://console.example.com/runs?workflowId=${told.workflowId}`);
  expect(mail?.body.html).toContain('After a &lt;case&gt;');
  expect(`${mail?.body.text}${mail?.body.html}`).not.toContain('ada@example.net');
  const [notice] = await eventually(async () => {
    const notices = await told.notices();
    return notices[0]?.status === 'sent' && notices;
  });
  expect(notice).toMatchObject({ kind: 'failures', recipients: 2, sent: 2, failure: null });
});

test('what fails within the interval waits for one digest at its end', async () => {
  const told = await aWorkflowToTellOf([]);
  await told.fail('survey-not-active');
  await using _ = start(mailbox.url);
  await eventually(async () => (await mailsOf(told)).length === 1);

  await told.fail('contact-without-email');
  await told.fail('survey-not-active', 'survey-not-active');
  await database.pool.query(
    "update failure_notice_settings set quiet_until = now() where workspace_id = $1 and quiet_until > now() + interval '59 minutes'",
    [told.workspaceId],
  );
  await eventually(async () => (await mailsOf(told)).length === 2);
  const digests = (await told.notices()).map(({ causes }) => causes);
  expect(digests[0]).toEqual([
    { code: 'survey-not-active', runs: 2 },
    { code: 'contact-without-email', runs: 1 },
  ]);
});

test('a notice that the provider does not take comes later, and once; its failure is no failure to tell of', async () => {
  const told = await aWorkflowToTellOf([]);
  ses.setMood({ kind: 'error', share: 1 });
  await told.fail('survey-not-active');
  await using _ = start(ses.url);
  const [waiting] = await eventually(async () => {
    const notices = await told.notices();
    return notices[0]?.failure && notices;
  });
  expect(waiting).toMatchObject({ status: 'waiting', sent: 0, failure: { code: 'provider-unavailable' } });

  ses.setMood({ kind: 'normal', share: 0 });
  await eventually(async () => {
    await database.pool.query(
      `update failure_notices set due_at = now() where workspace_id = $1 and status = 'waiting' and attempts > 0`,
      [told.workspaceId],
    );
    return (await told.notices())[0]?.status === 'sent';
  });
  expect(await told.notices()).toHaveLength(1);
});

test('a notice that is refused for good says so, and is not tried again', async () => {
  const told = await aWorkflowToTellOf([]);
  ses.setMood({ kind: 'refuse', share: 1 });
  const noticeId = await inWorkspace(database.pool, told.workspaceId, (db) =>
    addTestNotice(db, told.workspaceId, told.workflowId, new Date()),
  );
  await using _ = start(ses.url);
  const notice = await eventually(async () => {
    const [newest] = await told.notices();
    return newest?.status !== 'waiting' && newest;
  });
  ses.setMood({ kind: 'normal', share: 0 });
  expect(notice).toMatchObject({ id: noticeId, kind: 'test', status: 'failed', sent: 0, nextAttemptAt: null });
  expect(notice.failure?.code).toBe('provider-refused');
});
