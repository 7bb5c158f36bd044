import type { WorkspaceId } from '@canvass/domain';
import { aWorkspace, createTestDatabase, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Queryable } from './connection.ts';
import { listContacts } from './contacts.ts';
import { inWorkspace } from './transaction.ts';

let database: TestDatabase;
let workspaceId: WorkspaceId;
beforeAll(async () => {
  database = await createTestDatabase();
  workspaceId = await aWorkspace(database.pool);
  await database.pool.query(
    `insert into contacts (id, workspace_id, first_name, last_name, email, phone, external_reference)
     select gen_random_uuid(), $1, 'Ärne' || n, 'O_Neil' || n, 'Person' || n || '@example.com', '+1' || n, 'r' || n
       from generate_series(1, 20000) as n`,
    [workspaceId],
  );
  await database.pool.query('analyze contacts');
});
afterAll(() => database[Symbol.asyncDispose]());

test.each([
  ['a first name', 'Ärne19999', 1],
  ['a last name', 'O_NEIL1999', 11],
  ['both names', 'Ärne77 o_NEIL77', 1],
  ['an address', 'person19998@', 1],
  ['a number', '1 (1999)', 11],
  ['an external reference', 'r1999', 11],
  ['what would be a pattern', '%neil', 0],
])('contacts are found by the beginning of %s among 20,000 without reading them all', async (_, search, count) => {
  await inWorkspace(database.pool, workspaceId, async (db) => {
    const before = await rowsRead(db);
    const found = await listContacts(db, workspaceId, { search }, { after: null, limit: 50 });
    expect(found.rows).toHaveLength(count);
    expect((await rowsRead(db)) - before).toBeLessThan(500);
  });
});

async function rowsRead(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ read: number }>(
    `select seq_tup_read + idx_tup_fetch as read from pg_stat_xact_user_tables where relname = 'contacts'`,
  );
  return rows[0]?.read ?? 0;
}
