import { ContactId, type WorkspaceId } from '@canvass/domain';
import { aWorkspace, createTestDatabase } from '@canvass/test-support';
import { expect, test } from 'vitest';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';
import { inWorkspace } from './transaction.ts';

test('a transaction opened for a workspace neither sees nor writes rows of another', async () => {
  await using database = await createTestDatabase();
  const [ours, theirs] = [await aWorkspace(database.pool), await aWorkspace(database.pool)];
  const addContact = (db: Queryable, workspaceId: WorkspaceId) =>
    db.query('insert into contacts (id, workspace_id) values ($1, $2)', [newId(ContactId), workspaceId]);
  await inWorkspace(database.pool, theirs, (db) => addContact(db, theirs));

  const seen = await inWorkspace(database.pool, ours, (db) => db.query('select id from contacts'));
  expect(seen.rows).toEqual([]);
  await expect(inWorkspace(database.pool, ours, (db) => addContact(db, theirs))).rejects.toThrow(/row-level security/);
});

test('every table with a workspace_id has row-level security', async () => {
  await using database = await createTestDatabase();
  const { rows } = await database.pool.query(
    `select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
      where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relrowsecurity`,
  );
  expect(rows).toEqual([]);
});
