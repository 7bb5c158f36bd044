import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { aRun, aWorkflow } from '../testing/rows.ts';
import { startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const Health = z.object({
  minutes: z.array(z.object({ messages: z.number(), notifications: z.number() })),
  capped: z.boolean(),
  lag: z.object({ waiting: z.number(), medianMs: z.number().nullable() }),
  rejections: z.array(z.object({ reason: z.string(), count: z.number() })),
});

test('the health of an event source counts its own notifications and rejections only', async () => {
  const { ask, workspaceId } = await api.aTenant();
  const { pool } = api.database;
  const workflow = await aWorkflow(pool, workspaceId);
  const other = await aWorkflow(pool, workspaceId);
  await aRun(pool, workspaceId, workflow);
  await aRun(pool, workspaceId, workflow);
  await aRun(pool, workspaceId, other);
  for (const [source, count] of [
    [workflow.eventSourceId, 3],
    [other.eventSourceId, 9],
  ] as const) {
    await pool.query(
      `insert into rejections (id, workspace_id, event_source_id, reason, detail, head, fingerprint, count)
       values (gen_random_uuid(), $1, $2, 'wrong-organization', '', '', '\\x01', $3)`,
      [workspaceId, source, count],
    );
  }
  const health = (await ask('GET', `event-sources/${workflow.eventSourceId}/health`)).as(Health);
  expect(health.minutes).toHaveLength(60);
  expect(health.minutes.reduce((sum, minute) => sum + minute.notifications, 0)).toBe(2);
  expect(health.rejections).toEqual([expect.objectContaining({ reason: 'wrong-organization', count: 3 })]);
  expect(health.capped).toBe(false);
});
