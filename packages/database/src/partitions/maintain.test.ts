import { RunId, type WorkspaceId } from '@canvass/domain';
import { aWorkspace, createTestDatabase, eventually, type TestDatabase } from '@canvass/test-support';
import { v7 } from 'uuid';
import { expect, test } from 'vitest';
import { derivedId } from '../derived-id.ts';
import { inWorkspace } from '../transaction.ts';
import { Maintenance } from './maintain.ts';
import { monthAfter, partitionedTables, readPartitions } from './partition.ts';

const now = new Date();
const inMonths = (months: number) => new Date(monthAfter(now, months).getTime() + 86_400_000);

/** Everything that one notification received at that time leaves behind. */
async function aHistory(
  { pool }: TestDatabase,
  workspaceId: WorkspaceId,
  at: Date,
  { runStatus = 'succeeded', messageStatus = 'resolved', deliveryStatus = 'sent' } = {},
) {
  const id = v7({ msecs: at.getTime() });
  const run = derivedId(RunId, id, 'workflow');
  const delivery = derivedId(RunId, run, 'delivery');
  await pool.query(
    `insert into messages (id, workspace_id, event_source_id, notification_count, traceparent, status) values ($1, $2, $1, 1, '', $3)`,
    [id, workspaceId, messageStatus],
  );
  await pool.query(
    `insert into notifications (id, workspace_id, event_source_id, message_id, salesforce_id, fields) values ($1, $2, $1, $1, '04l', '{}')`,
    [id, workspaceId],
  );
  await pool.query(
    `insert into runs (id, workspace_id, workflow_id, revision_id, notification_id, message_id, status, received_at, trace_id, traceparent)
     values ($1, $2, $1, $1, $3, $3, $4, $5, '', '')`,
    [run, workspaceId, id, runStatus, at],
  );
  await pool.query(
    `insert into task_runs (id, workspace_id, run_id, step_id, type, position, status) values ($1, $2, $1, 's', 'contact', 0, 'succeeded')`,
    [run, workspaceId],
  );
  await pool.query(
    `insert into deliveries (id, workspace_id, distribution_id, survey_id, workflow_id, run_id, task_run_id, contact_id, channel, recipient, status, traceparent)
     values ($1, $2, $1, $1, $1, $3, $3, $1, 'email', 'a@example.test', $4, '')`,
    [delivery, workspaceId, run, deliveryStatus],
  );
  await pool.query(`insert into delivery_events (id, workspace_id, delivery_id, type) values ($1, $2, $1, 'sent')`, [
    delivery,
    workspaceId,
  ]);
  return { id, run };
}

async function countOf(database: TestDatabase, table: string): Promise<number> {
  const { rows } = await database.pool.query(`select count(*) as count from ${table}`);
  return rows[0].count;
}

test('an id finds a partition whatever the clock says', async () => {
  await using database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.pool);
  for (const at of [new Date(0), new Date('2020-02-29'), now, inMonths(1), inMonths(30), new Date(2 ** 47)]) {
    await aHistory(database, workspaceId, at);
  }
  expect(await countOf(database, 'runs')).toBe(6);
});

test('months are made ahead, and what a clock had put beyond them moves into its month', async () => {
  await using database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.pool);
  const stray = await aHistory(database, workspaceId, inMonths(4));
  const first = await new Maintenance(database.pool, 400).run(now);
  expect(first).toMatchObject({ added: [], dropped: [], held: [], folded: [], failed: [] });

  const report = await new Maintenance(database.pool, 400).run(inMonths(3));
  expect(report.failed).toEqual([]);
  expect(report.added).toHaveLength(partitionedTables.length * 3);
  const month = `runs_${inMonths(4).toISOString().slice(0, 7).replace('-', '_')}`;
  expect((await database.pool.query(`select id from ${month}`)).rows).toEqual([{ id: stray.run }]);
  expect(await countOf(database, 'runs_later')).toBe(0);
  expect(await countOf(database, 'runs')).toBe(1);
});

test('months older than the retention are dropped, and ids of their time find a place all the same', async () => {
  await using database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.pool);
  await new Maintenance(database.pool, 400).run(inMonths(3));
  for (const month of [0, 1, 2, 3, 4]) await aHistory(database, workspaceId, inMonths(month));

  const report = await new Maintenance(database.pool, 60).run(inMonths(5));
  expect(report.failed).toEqual([]);
  expect(report.held).toEqual([]);
  expect(report.dropped.map(({ month }) => month)).toEqual([0, 1, 2].map((m) => inMonths(m).toISOString().slice(0, 7)));
  expect(report.dropped.every(({ bytes }) => bytes > 0)).toBe(true);
  for (const table of ['messages', 'notifications', 'runs', 'task_runs', 'deliveries', 'delivery_events']) {
    expect([table, await countOf(database, table)]).toEqual([table, 2]);
  }
  const { rows: left } = await database.pool.query(
    `select relname from pg_class where relname ~ '^runs_[0-9]{4}' and relkind = 'r'`,
  );
  expect(left).toHaveLength(6 - 1); // months 3 to 7
  for (const month of [-20, 0, 1, 2]) await aHistory(database, workspaceId, inMonths(month));
  expect((await new Maintenance(database.pool, 60).run(inMonths(5))).dropped).toHaveLength(1);
});

test.each([
  [{ runStatus: 'waiting' }, { messages: 0, runs: 1, deliveries: 0 }],
  [{ messageStatus: 'pending' }, { messages: 1, runs: 0, deliveries: 0 }],
  [{ deliveryStatus: 'sending' }, { messages: 0, runs: 0, deliveries: 1 }],
])(
  'a month with unfinished work (%o) is kept whole, and younger months are dropped without it',
  async (open, counts) => {
    await using database = await createTestDatabase();
    const workspaceId = await aWorkspace(database.pool);
    await new Maintenance(database.pool, 400).run(inMonths(3));
    await aHistory(database, workspaceId, inMonths(1), open);
    for (const month of [0, 1, 2]) await aHistory(database, workspaceId, inMonths(month));

    const maintenance = new Maintenance(database.pool, 60);
    const report = await maintenance.run(inMonths(5));
    expect(report.failed).toEqual([]);
    expect(report.held).toEqual([{ month: inMonths(1).toISOString().slice(0, 7), ...counts }]);
    expect(await countOf(database, 'runs')).toBe(2);

    await database.pool.query(`update runs set status = 'cancelled'`);
    await database.pool.query(`update messages set status = 'failed'`);
    await database.pool.query(`update deliveries set status = 'unknown'`);
    expect((await maintenance.run(inMonths(5))).dropped).toHaveLength(1);
    expect(await countOf(database, 'runs')).toBe(0);
  },
);

test('a table in use holds maintenance up for a moment, not maintenance the table', async () => {
  await using database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.pool);
  await aHistory(database, workspaceId, now);
  const client = await database.pool.connect();
  await client.query('begin; select count(*) from runs');
  const startedAt = performance.now();
  const report = await new Maintenance(database.pool, 30).run(inMonths(3));
  expect(performance.now() - startedAt).toBeLessThan(10_000);
  expect(report.failed.map(({ part }) => part)).toContain('retire');
  expect(await countOf(database, 'runs')).toBe(1);
  await client.query('rollback');
  client.release();
  expect((await new Maintenance(database.pool, 30).run(inMonths(3))).failed).toEqual([]);
  expect(await countOf(database, 'runs')).toBe(0);
});

test('a detaching that was broken off is brought to its end', async () => {
  await using database = await createTestDatabase();
  await new Maintenance(database.pool, 400).run(inMonths(6));
  const reader = await database.pool.connect();
  await reader.query('begin; select count(*) from runs');
  const report = await new Maintenance(database.pool, 30).run(inMonths(6));
  expect(report.failed.map(({ part }) => part)).toContain('fold');
  await reader.query('rollback');
  reader.release();
  const again = await new Maintenance(database.pool, 30).run(inMonths(6));
  expect(again.failed).toEqual([]);
  const { rows } = await database.pool.query('select from pg_inherits where inhdetachpending');
  expect(rows).toEqual([]);
  const ofRuns = (await readPartitions(database.pool)).filter(({ table }) => table === 'runs');
  for (const [index, { lo }] of ofRuns.entries()) expect(lo).toBe(ofRuns[index - 1]?.hi ?? null);
});

test('keys of notifications, links and rejections go when they are old, and not before', async () => {
  await using database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.pool);
  const days = (count: number) => new Date(now.getTime() - count * 86_400_000);
  const source = v7();
  await database.pool.query(`insert into event_sources (id, workspace_id, name) values ($1, $2, 'Cases')`, [
    source,
    workspaceId,
  ]);
  await database.pool.query(
    `insert into notification_keys (event_source_id, notification_id, workspace_id, received_at, dedup_key)
     select $1, gen_random_uuid(), $2, $3::timestamptz - n * interval '1 hour', n::text from generate_series(1, 2000) as n`,
    [source, workspaceId, now],
  );
  for (const at of [days(500), days(450), days(1)]) {
    await database.pool.query(
      `insert into invitations (id, workspace_id, token, survey_id, contact_id, snapshot, expires_at, traceparent)
       values ($1::uuid, $2, $1::uuid::text, $1, $1, '{}', $3::timestamptz + interval '60 days', '')`,
      [v7({ msecs: at.getTime() }), workspaceId, at],
    );
    await database.pool.query(
      `insert into rejections (id, workspace_id, event_source_id, reason, detail, head, fingerprint, last_received_at)
       values ($1::uuid, $2, $3, 'wrong-org', '', '', sha256($1::uuid::text::bytea), $4)`,
      [v7({ msecs: at.getTime() }), workspaceId, source, at],
    );
  }
  const { forgotten, failed } = await new Maintenance(database.pool, 400).run(now);
  expect(failed).toEqual([]);
  expect(forgotten).toEqual({ invitations: 1, rejections: 2, notices: 0, operations: 0, keys: 2000 - 30 * 24 });
  expect(await countOf(database, 'notification_keys')).toBe(30 * 24);
});

test('operations go with their reports 90 days after they ended, and not while they are under way', async () => {
  await using database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.pool);
  const days = (count: number) => new Date(now.getTime() - count * 86_400_000);
  const anOperation = async (startedAt: Date, finishedAt: Date | null) => {
    const id = v7({ msecs: startedAt.getTime() });
    await database.pool.query(
      `insert into operations (id, workspace_id, kind, definition, created_by, created_by_name, status, finished_at, traceparent)
       values ($1, $2, 'retry-runs', '{}', 'user:a', 'Ada', case when $3::timestamptz is null then 'running' else 'finished' end, $3, '')`,
      [id, workspaceId, finishedAt],
    );
    await database.pool.query(
      `insert into operation_items (operation_id, item_id, workspace_id, outcome)
       select $1, gen_random_uuid(), $2, 'done' from generate_series(1, 30)`,
      [id, workspaceId],
    );
    return id;
  };
  await anOperation(days(92), days(91));
  const late = await anOperation(days(92), days(89));
  const open = await anOperation(days(92), null);
  const { forgotten, failed } = await new Maintenance(database.pool, 400).run(now);
  expect(failed).toEqual([]);
  expect(forgotten.operations).toBe(1);
  const { rows } = await database.pool.query('select distinct operation_id as id from operation_items order by 1');
  expect(rows.map(({ id }) => id).sort()).toEqual([late, open].sort());
  expect((await new Maintenance(database.pool, 30).run(now)).forgotten.operations).toBe(1);
});

test('tables are looked at as a whole once a day, a partition when much of it has changed', async () => {
  await using database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.pool);
  const maintenance = new Maintenance(database.pool, 400);
  expect(new Set((await maintenance.run(now)).analyzed)).toEqual(new Set(partitionedTables));
  expect((await maintenance.run(now)).analyzed).toEqual([]);
  const month = `delivery_events_${inMonths(1).toISOString().slice(0, 7).replace('-', '_')}`;
  await database.pool.query(`alter table ${month} set (autovacuum_enabled = off)`); // it may be behind
  await database.pool.query(
    `insert into delivery_events (id, workspace_id, delivery_id, type)
     select overlay($1 placing lpad(to_hex(n), 12, '0') from 25)::uuid, $2, $1::uuid, 'sent' from generate_series(1, 2000) as n`,
    [v7({ msecs: inMonths(1).getTime() }), workspaceId],
  );
  await eventually(async () => (await maintenance.run(now)).analyzed.includes(month)); // its counters come a moment later
  const { rows } = await database.pool.query('select reltuples from pg_class where relname = $1', [month]);
  expect(rows).toEqual([{ reltuples: 2000 }]);
  expect((await maintenance.run(now)).analyzed).toEqual([]);
});

test('no partition is reached but through its table', async () => {
  await using database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.pool);
  await new Maintenance(database.pool, 400).run(inMonths(2));
  await aHistory(database, workspaceId, now);
  const partitions = await readPartitions(database.pool);
  expect(partitions).toHaveLength(partitionedTables.length * 6);
  for (const { name } of partitions) {
    await expect(inWorkspace(database.pool, workspaceId, (db) => db.query(`select from ${name}`))).rejects.toThrow(
      `permission denied for table ${name}`,
    );
  }
  const { rows } = await inWorkspace(database.pool, workspaceId, (db) => db.query('select id from runs'));
  expect(rows).toHaveLength(1);
  const other = await aWorkspace(database.pool);
  expect((await inWorkspace(database.pool, other, (db) => db.query('select id from runs'))).rows).toEqual([]);
  const { rows: bare } = await database.pool.query(
    `select c.relname from pg_class c join pg_inherits i on i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent
      where p.relkind = 'p' and (not c.relrowsecurity
         or (select count(*) from pg_index where indrelid = c.oid) <> (select count(*) from pg_index where indrelid = p.oid))`,
  );
  expect(bare).toEqual([]);
});
