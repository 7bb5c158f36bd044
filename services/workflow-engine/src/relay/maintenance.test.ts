import { RunId } from '@canvass/domain';
import { createLogger } from '@canvass/platform';
import { aRun, aWorkspace, createTestDatabase, eventually } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { Leadership } from './leadership.ts';
import { startMaintenance } from './maintenance.ts';

test('the process that leads drops what is past its retention by itself, another one does not', async () => {
  await using database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.pool);
  const { runId } = await aRun(database.pool, workspaceId);
  const old = RunId.parse('01800000-0000-7000-8000-000000000000'); // March 2022
  // The month that a new database holds everything in ends after its retention: an old one is made of it.
  await database.pool.query(`update runs set id = $2, status = 'succeeded' where id = $1`, [runId, old]);
  await database.pool.query(`update messages set status = 'resolved'`);
  await database.pool.query('alter table runs detach partition runs_earlier');
  await database.pool.query(
    `alter table runs attach partition runs_earlier for values from (minvalue) to ('01900000-0000-7000-8000-000000000000')`,
  );
  const log = createLogger('maintenance-test', 'silent');
  const leader = new Leadership(database.url, log);
  await using follower = new Leadership(database.url, log);
  expect(await leader.check()).toBe(true);
  const runs = async () => (await database.pool.query('select id from runs')).rowCount;
  const options = { pool: database.pool, log, retentionDays: 400 };

  const idle = startMaintenance({ ...options, leadership: follower });
  await idle[Symbol.asyncDispose]();
  expect(await runs()).toBe(1);

  await using _maintenance = startMaintenance({ ...options, leadership: leader });
  await eventually(async () => expect(await runs()).toBe(0));
  await leader[Symbol.asyncDispose]();
});
