import { setTimeout as pause } from 'node:timers/promises';
import { inWorkspace, lockRun } from '@canvass/database';
import { aRun, aWorkspace, createTestDatabase } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { claimTaskRuns } from './claim-task-runs.ts';
import { cancelRun } from './interventions.ts';

test('a worker that takes a task while its run is being cancelled gets nothing, and nobody waits in a circle', async () => {
  await using database = await createTestDatabase();
  const { pool } = database;
  const workspaceId = await aWorkspace(pool);
  const { taskRunId, runId } = await aRun(pool, workspaceId);
  const taken = await inWorkspace(pool, workspaceId, async (db) => {
    await lockRun(db, workspaceId, runId);
    const claiming = inWorkspace(pool, workspaceId, (worker) => claimTaskRuns(worker, workspaceId, [taskRunId], true));
    await Promise.race([claiming, pause(200)]); // as long as it takes to meet the lock
    await cancelRun(db, workspaceId, runId);
    return claiming;
  });
  expect(taken).toEqual([]);
  const { rows } = await pool.query(
    'select r.status as run, t.status as task from runs r join task_runs t on t.run_id = r.id where r.id = $1',
    [runId],
  );
  expect(rows).toEqual([{ run: 'cancelled', task: 'cancelled' }]);
});
