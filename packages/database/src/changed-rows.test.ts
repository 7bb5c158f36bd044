import { randomUUID } from 'node:crypto';
import {
  type DeliveryId,
  MessageId,
  NotificationId,
  RunId,
  TaskRunId,
  WebhookCallId,
  type WorkspaceId,
} from '@canvass/domain';
import { aWorkspace, createTestDatabase, eventually, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { firstIdAt } from './id-time.ts';
import * as q from './index.ts';
import { monthAfter } from './partitions/partition.ts';

/**
 * PostgreSQL 18 loses rows, or crashes, when it chooses partitions row by row and a row has been changed meanwhile by
 * somebody else, so that it is looked at again (docs/decisions/0006). Each statement here is held up when it has seen its
 * rows and before it takes them; then some are changed, and it must take them all the same.
 */
let database: TestDatabase;
let workspaceId: WorkspaceId;

const count = 60;
/** In turns of two months, so that each row is in another partition than the one before. */
const notifications = Array.from({ length: count }, (_, place) =>
  NotificationId.parse(firstIdAt(new Date(monthAfter(new Date(), 1 + (place % 2)).getTime() + place))),
);
const messages = notifications.map((id) => q.derivedId(MessageId, id, 'message'));
const runs = notifications.map((id) => q.derivedId(RunId, id, 'workflow'));
const tasks = runs.map((id) => q.derivedId(TaskRunId, id, 'step'));
const deliveries = tasks.map(q.deliveryIdOf);
const calls = notifications.map((id) => q.derivedId(WebhookCallId, id, 'call'));
const attempts = deliveries.map(() => randomUUID());
const some = [5, 6, 20, 21, 40];
const failure = { code: 'delivery-unknown' as const, detail: null };

beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.pool);
  await database.pool.query(`
    create function hold_up() returns boolean language plpgsql volatile as
      $$ begin perform pg_advisory_xact_lock_shared(1); return true; end $$`);
  await fill();
  for (const table of ['messages', 'runs', 'task_runs', 'deliveries', 'webhook_calls']) {
    await database.pool.query(
      `create policy ${table}_hold_up on ${table} as restrictive to canvass_app using (hold_up())`,
    );
  }
});
afterAll(() => database[Symbol.asyncDispose]());

/** Of what the rows refer to, nothing is here. */
const alone = 'set session_replication_role = replica';

/** Rows enough beside them that the planner seeks each by its key, as among a million. */
async function fill(): Promise<void> {
  const client = await database.pool.connect();
  const id = (month: number) =>
    `(lpad(to_hex(${monthAfter(new Date(), month).getTime() + 86_400_000} + n), 12, '0') || '70008000000000000000')::uuid`;
  try {
    await client.query(alone);
    for (const month of [1, 2]) {
      await client.query(
        `insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, status, received_at, trace_id, traceparent)
         select ${id(month)}, $1, $1, $1, $1, $1, 'cancelled', now(), '', '' from generate_series(1, 10000) as n`,
        [workspaceId],
      );
      await client.query(
        `insert into task_runs (id, workspace_id, run_id, step_id, type, position, status)
         select ${id(month)}, $1, ${id(month)}, 'step', 'email-survey', 0, 'cancelled' from generate_series(1, 10000) as n`,
        [workspaceId],
      );
      await client.query(
        `insert into deliveries (id, workspace_id, distribution_id, survey_id, workflow_id, run_id, task_run_id, contact_id, channel, recipient, status, traceparent)
         select ${id(month)}, $1, $1, $1, $1, ${id(month)}, ${id(month)}, $1, 'email', '', 'complaint', '' from generate_series(1, 10000) as n`,
        [workspaceId],
      );
    }
    await client.query('analyze runs; analyze task_runs; analyze deliveries');
  } finally {
    client.release(true);
  }
}

beforeEach(async () => {
  const client = await database.pool.connect();
  try {
    await client.query(alone);
    for (const [table, ids] of Object.entries({
      messages,
      notifications,
      runs,
      task_runs: tasks,
      deliveries,
      webhook_calls: calls,
    })) {
      await client.query(`delete from ${table} where id = any($1)`, [ids]);
    }
    await client.query(
      `insert into messages (id, workspace_id, event_source_id, notification_count, traceparent)
       select id, $1, $1, 1, '' from unnest($2::uuid[]) as m (id)`,
      [workspaceId, messages],
    );
    await client.query(
      `insert into notifications (id, workspace_id, event_source_id, message_id, salesforce_id, object_type, fields)
       select id, $1, $1, $1, '', 'Case', '{}' from unnest($2::uuid[]) as n (id)`,
      [workspaceId, notifications],
    );
    await client.query(
      `insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, status, received_at, trace_id, traceparent)
       select id, $1, $1, $1, notification_id, $1, 'queued', now(), '', '' from unnest($2::uuid[], $3::uuid[]) as r (id, notification_id)`,
      [workspaceId, runs, notifications],
    );
    await client.query(
      `insert into task_runs (id, workspace_id, run_id, step_id, type, position, status)
       select id, $1, run_id, 'step', 'email-survey', 0, 'queued' from unnest($2::uuid[], $3::uuid[]) as t (id, run_id)`,
      [workspaceId, tasks, runs],
    );
    await client.query(
      `insert into deliveries (id, workspace_id, distribution_id, survey_id, workflow_id, run_id, task_run_id, contact_id, channel, recipient, status, traceparent)
       select id, $1, $1, $1, $1, run_id, task_run_id, $1, 'email', 'a@example.test', 'delivered', '' from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as d (id, run_id, task_run_id)`,
      [workspaceId, deliveries, runs, tasks],
    );
    await client.query(
      `insert into webhook_calls (id, workspace_id, endpoint_id, event_id, type, subject_id, at)
       select id, $1, $1, $1, 'test', $1, now() from unnest($2::uuid[]) as c (id)`,
      [workspaceId, calls],
    );
  } finally {
    client.release(true);
  }
});

type Case = readonly [
  name: string,
  table: 'messages' | 'runs' | 'task_runs' | 'deliveries' | 'webhook_calls',
  /** How the rows are before. */
  before: string,
  call: (db: q.Queryable) => Promise<number>,
];

const records = () => tasks.map((id) => ({ id, status: 'succeeded' as const, output: {}, error: null, dueAt: null }));
const running = `update task_runs set status = 'running', due_at = 'infinity'`;
const sending = `update deliveries set status = 'sending', sending_since = '-infinity', attempt_id = a.attempt_id
                   from unnest('{${deliveries.join()}}'::uuid[], '{${attempts.join()}}'::uuid[]) as a (id, attempt_id)
                  where deliveries.id = a.id`;
const countOf = async (db: q.Queryable, from: string) => (await db.query(`select from ${from}`)).rowCount ?? 0;

const cases: readonly Case[] = [
  ['locks messages', 'messages', '', async (db) => (await q.lockPendingMessages(db, workspaceId, messages)).length],
  [
    'claims task runs',
    'task_runs',
    '',
    async (db) => {
      const claims = await q.claimDueTaskRuns(db, workspaceId, tasks, true);
      expect(await countOf(db, `task_runs where status = 'running'`)).toBe(claims.length);
      expect(await countOf(db, `runs where status = 'running'`)).toBe(claims.length);
      return claims.length;
    },
  ],
  ['takes task runs', 'task_runs', '', async (db) => (await q.takeDueTaskRuns(db, workspaceId, tasks, true)).length],
  [
    'takes task runs whose runs are changed',
    'runs',
    '',
    async (db) => (await q.takeDueTaskRuns(db, workspaceId, tasks, true)).length,
  ],
  [
    'records taken task runs',
    'task_runs',
    '',
    async (db) => {
      await q.recordTakenTaskRuns(db, workspaceId, records());
      return countOf(db, `task_runs where status = 'succeeded'`);
    },
  ],
  [
    'records task runs',
    'task_runs',
    running,
    async (db) => (await q.recordTaskRuns(db, workspaceId, records())).length,
  ],
  [
    'begins task runs',
    'task_runs',
    '',
    async (db) => (await q.beginTaskRuns(db, workspaceId, new Map(tasks.map((id) => [id, 0])))).size,
  ],
  [
    'takes back that they were begun',
    'task_runs',
    'update task_runs set begun = 1',
    async (db) => {
      await q.endBegun(db, workspaceId, new Map(tasks.map((id) => [id, 0])));
      return countOf(db, 'task_runs where begun = 0');
    },
  ],
  [
    'requeues failed task runs',
    'task_runs',
    `update task_runs set status = 'failed'`,
    async (db) => (await q.requeueFailedTaskRuns(db, workspaceId, runs, true)).length,
  ],
  ['locks runs of task runs', 'runs', '', async (db) => (await q.lockRunsOfTaskRuns(db, workspaceId, tasks)).length],
  ['locks runs', 'runs', '', async (db) => (await q.lockRuns(db, workspaceId, runs)).size],
  [
    'changes runs',
    'runs',
    '',
    async (db) => {
      const changes = runs.map((id) => ({ id, status: 'succeeded' as const, finished: true, contactId: null }));
      await q.changeRuns(db, workspaceId, changes);
      return countOf(db, `runs where status = 'succeeded'`);
    },
  ],
  [
    'locks deliveries of task runs',
    'deliveries',
    '',
    async (db) => (await q.lockDeliveriesOfTaskRuns(db, workspaceId, tasks)).size,
  ],
  [
    'fences deliveries',
    'deliveries',
    `update deliveries set status = 'queued'`,
    async (db) => {
      const fences = deliveries.map((id, place) => ({ id, attemptId: attempts[place] ?? '' }));
      return (await q.fenceDeliveries(db, workspaceId, 'email', fences)).length;
    },
  ],
  [
    'records outcomes',
    'deliveries',
    sending,
    async (db) => {
      const sent = deliveries.map((deliveryId: DeliveryId, place) => ({
        ...{ deliveryId, attemptId: attempts[place] ?? '', detail: {}, kind: 'sent' as const, providerMessageId: '' },
      }));
      await q.recordSendOutcomes(db, workspaceId, sent, new Date());
      return countOf(db, `deliveries where status = 'sent'`);
    },
  ],
  [
    'gives deliveries up as lost',
    'deliveries',
    sending,
    async (db) => (await q.markLostDeliveries(db, workspaceId, failure)).length,
  ],
  [
    'postpones deliveries',
    'deliveries',
    `update deliveries set status = 'queued'`,
    async (db) => {
      await q.postponeDeliveries(db, workspaceId, deliveries, new Date(Date.now() + 3_600_000), failure);
      return countOf(db, 'deliveries where error is not null');
    },
  ],
  ['claims calls', 'webhook_calls', '', async (db) => (await q.claimCalls(db, workspaceId, calls, 60_000)).length],
];
/** Leaves the planner the joins in which it chooses partitions row by row. */
const rowByRow = ['hashjoin', 'mergejoin', 'material', 'memoize', 'seqscan', 'bitmapscan']
  .map((name) => `set enable_${name} = off`)
  .join(';');

test.each(cases)(
  'a prepared statement that %s finds every row, though some were changed before it came to them',
  async (...of) => {
    const [, table, before, call] = of;
    if (before !== '') await database.pool.query(before);
    const ids = { messages, runs, task_runs: tasks, deliveries, webhook_calls: calls }[table];
    const [one, other] = [await database.pool.connect(), await database.pool.connect()];
    try {
      await one.query(`set plan_cache_mode = force_generic_plan; ${rowByRow}; begin; set local role canvass_app`);
      await one.query(`select set_config('canvass.workspace_id', $1, true)`, [workspaceId]);
      await other.query('begin; select pg_advisory_xact_lock(1)');
      const found = call(one);
      await eventually(async () => {
        const waiting = `select from pg_locks where locktype = 'advisory' and not granted
                          and database = (select oid from pg_database where datname = current_database())`;
        return (await database.pool.query(waiting)).rowCount === 1;
      });
      await other.query(`update ${table} set workspace_id = workspace_id where id = any($1)`, [
        some.map((place) => ids[place]),
      ]);
      await other.query('commit');
      expect(await found).toBe(count);
    } finally {
      one.release(true);
      other.release(true);
    }
  },
);
