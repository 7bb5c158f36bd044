import type { EventSourceId, WorkspaceId } from '@canvass/domain';
import { anEventSource, aWorkspace, createTestDatabase, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { setEventSourceFields } from './event-sources.ts';
import { recordEventSourceActivity } from './field-learning.ts';
import { inSystem, inWorkspace } from './transaction.ts';

let database: TestDatabase;
let workspaceId: WorkspaceId;
let eventSourceId: EventSourceId;
beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.pool);
  eventSourceId = await anEventSource(database.pool, workspaceId);
});
afterAll(() => database[Symbol.asyncDispose]());

test('fields that are typed in while messages bring the same ones never make a deadlock', async () => {
  const { pool } = database;
  for (let round = 0; round < 25; round += 1) {
    const names = Array.from({ length: 40 }, (_, index) => `Field_${round}_${index}__c`);
    const typedIn = inWorkspace(pool, workspaceId, (db) =>
      setEventSourceFields(
        db,
        workspaceId,
        eventSourceId,
        names.toReversed().map((name) => ({ name, type: 'text' as const })),
      ),
    );
    const learned = inSystem(pool, (db) =>
      recordEventSourceActivity(db, [
        {
          ...{ workspaceId, eventSourceId, duplicates: 0, lastMessageAt: new Date() },
          fields: names.map((name) => ({ name, type: 'number' as const, example: '1' })),
        },
      ]),
    );
    await Promise.all([typedIn, learned]);
  }
  const { rows } = await pool.query(
    "select count(*) as fields from event_source_fields where event_source_id = $1 and name like 'Field%'",
    [eventSourceId],
  );
  expect(rows).toEqual([{ fields: 1000 }]);
});
