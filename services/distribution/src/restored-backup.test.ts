import { randomUUID } from 'node:crypto';
import { fenceDeliveries, holdRestoredDeliveries, inWorkspace, requeueFailedTaskRuns } from '@canvass/database';
import { DeliveryId } from '@canvass/domain';
import { eventually, queueBackends } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DistributionWorld, startDistributionWorld } from './testing/distribution-world.ts';

describe.each(queueBackends())('a database restored from a backup, its queue empty, on %s', (backend) => {
  let world: DistributionWorld;
  beforeAll(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    world = await startDistributionWorld(backend);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('sends nothing that may have gone out since, and what comes after the hold goes out', async () => {
    const { pool, workspaceId } = world;
    // As the backup has them: not prepared, queued, being sent.
    const [unprepared, queued, sending] = await world.toEmail([{}, {}, {}]);
    if (!unprepared || !queued || !sending) throw new Error('three people were asked for');
    await world.prepare([queued, sending]);
    const fenced = DeliveryId.parse((await world.of(sending))?.id);
    await inWorkspace(pool, workspaceId, (db) =>
      fenceDeliveries(db, workspaceId, 'email', [{ id: fenced, attemptId: randomUUID() }]),
    );

    const hold = new Date(Date.now() + 5);
    expect(await holdRestoredDeliveries(pool, hold)).toBe(2);
    expect(await holdRestoredDeliveries(pool, hold)).toBe(0);
    await eventually(async () => Date.now() > hold.getTime());

    await using _worker = world.startWorker();
    const [later] = await world.toEmail([{}]);
    if (!later) throw new Error('a person was asked for');
    await world.offer([unprepared, queued, sending, later], 2);
    await world.untilStatus(later, 'sent');
    for (const person of [queued, sending]) {
      await eventually(async () => (await world.of(person))?.task_status === 'failed');
      expect(await world.of(person)).toMatchObject({
        status: 'unknown',
        error: { code: 'delivery-unknown' },
        task_error: { code: 'delivery-unknown' },
        events: expect.arrayContaining(['unknown']),
      });
    }
    await world.untilStatus(unprepared, 'unknown');
    for (const person of [unprepared, queued, sending]) expect(await world.emailsTo(person)).toEqual([]);
    expect(await world.emailsTo(later)).toHaveLength(1);

    // A person decides that it did not go out, and has the task tried again.
    await pool.query(`update deliveries set status = 'failed' where task_run_id = $1`, [queued.taskRunId]);
    await pool.query(`update runs set status = 'running', finished_at = null where id = $1`, [queued.runId]);
    await inWorkspace(pool, workspaceId, (db) => requeueFailedTaskRuns(db, workspaceId, [queued.runId], true));
    await world.offer([queued]);
    await world.untilStatus(queued, 'sent');
    expect(await world.emailsTo(queued)).toHaveLength(1);
  });
});
