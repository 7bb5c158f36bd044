import { EventSourceId, type WorkspaceId } from '@canvass/domain';
import { aWorkspace, createTestDatabase } from '@canvass/test-support';
import { expect, test } from 'vitest';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';
import { keptRejections, type NewRejection, recordRejections } from './rejection-log.ts';

async function anEventSource(db: Queryable, workspaceId: WorkspaceId): Promise<EventSourceId> {
  const id = newId(EventSourceId);
  await db.query(`insert into event_sources (id, workspace_id, name) values ($1, $2, 'Cases')`, [id, workspaceId]);
  return id;
}

test('only the newest rejections of an event source are kept, and those of others stay', async () => {
  await using database = await createTestDatabase();
  const workspaceId = await aWorkspace(database.pool);
  const [busy, calm] = [
    await anEventSource(database.pool, workspaceId),
    await anEventSource(database.pool, workspaceId),
  ];
  const rejections = (eventSourceId: EventSourceId, from: number, count: number): NewRejection[] =>
    Array.from({ length: count }, (_, index) => ({
      workspaceId,
      eventSourceId,
      reason: 'not-well-formed',
      detail: `number ${from + index}`,
      head: '',
      fingerprint: (from + index).toString(16).padStart(64, '0'),
      count: 1,
    }));
  await recordRejections(database.pool, rejections(calm, 0, 3));
  await recordRejections(database.pool, rejections(busy, 0, keptRejections));
  await recordRejections(database.pool, rejections(busy, 0, 1)); // number 0 comes again
  await recordRejections(database.pool, rejections(busy, keptRejections, 10));

  const { rows } = await database.pool.query(
    `select event_source_id = $1 as busy, count(*), sum(count) as times,
            count(*) filter (where detail = 'number 0') as zero, count(*) filter (where detail = 'number 1') as one
       from rejections where workspace_id = $2 group by 1 order by 1`,
    [busy, workspaceId],
  );
  expect(rows).toEqual([
    { busy: false, count: 3, times: '3', zero: 1, one: 1 },
    { busy: true, count: keptRejections, times: String(keptRejections + 1), zero: 1, one: expect.any(Number) },
  ]);
});
