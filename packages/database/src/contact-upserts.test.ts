import type { WorkspaceId } from '@canvass/domain';
import { aWorkspace, createTestDatabase } from '@canvass/test-support';
import { beforeAll, expect, test } from 'vitest';
import type { Pool } from './connection.ts';
import { type ContactKeys, findContactsByKeys, lockContactKeys } from './contact-upserts.ts';
import { ensureMailingLists } from './mailing-list-membership.ts';
import { inWorkspace } from './transaction.ts';

let pool: Pool;
let workspaceId: WorkspaceId;

beforeAll(async () => {
  const database = await createTestDatabase();
  pool = database.pool;
  workspaceId = await aWorkspace(pool);
  return () => database[Symbol.asyncDispose]();
});

const keys = (given: Partial<ContactKeys>): ContactKeys => ({
  externalReferences: [],
  emails: [],
  phones: [],
  ...given,
});

test('contacts are found by index among 20,000, row-level security and all', async () => {
  await pool.query(
    `insert into contacts (id, workspace_id, email, phone, external_reference)
     select gen_random_uuid(), $1, 'Person' || n || '@example.com', '+1' || n, 'r' || n from generate_series(1, 20000) as n`,
    [workspaceId],
  );
  await pool.query('analyze contacts');
  await inWorkspace(pool, workspaceId, async (db) => {
    const sought = keys({ emails: ['person77@example.com'], phones: ['+178'], externalReferences: ['r79', 'r77'] });
    const found = await findContactsByKeys(db, workspaceId, sought);
    expect(found.map(({ externalReference }) => externalReference).sort()).toEqual(['r77', 'r78', 'r79']);
    const { rows } = await db.query(`select seq_scan from pg_stat_xact_user_tables where relname = 'contacts'`);
    expect(rows).toEqual([{ seq_scan: 0 }]);
  });
});

test('of thousands who share a number, few are looked at, those without an external reference first', async () => {
  await pool.query(
    `insert into contacts (id, workspace_id, phone, external_reference)
     select gen_random_uuid(), $1, '+12125550100', case when n = 3000 then null else 's' || n end
       from generate_series(1, 3000) as n`,
    [workspaceId],
  );
  const found = await inWorkspace(pool, workspaceId, (db) =>
    findContactsByKeys(db, workspaceId, keys({ phones: ['+12125550100'] })),
  );
  expect(found.length).toBeLessThanOrEqual(50);
  expect(found.filter(({ externalReference }) => externalReference === null)).toHaveLength(1);
});

test('a key is held until the transaction ends; other keys and other workspaces do not wait', async () => {
  const order: string[] = [];
  const mine = keys({ emails: ['held@example.com'] });
  const hold = Promise.withResolvers<void>();
  const held = Promise.withResolvers<void>();
  const first = inWorkspace(pool, workspaceId, async (db) => {
    await lockContactKeys(db, workspaceId, mine);
    held.resolve();
    await hold.promise;
    order.push('first');
  });
  await held.promise;
  const second = inWorkspace(pool, workspaceId, (db) => lockContactKeys(db, workspaceId, mine)).then(() =>
    order.push('second'),
  );
  await inWorkspace(pool, workspaceId, (db) =>
    lockContactKeys(db, workspaceId, keys({ phones: ['held@example.com'] })),
  );
  const other = await aWorkspace(pool);
  await inWorkspace(pool, other, (db) => lockContactKeys(db, other, mine));
  hold.resolve();
  await Promise.all([first, second]);
  expect(order).toEqual(['first', 'second']);
});

test('ten who need the same new lists at once, in any order, get the same ones', async () => {
  const names = ['Customers', 'Closed cases', 'Partners'];
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, n) =>
      inWorkspace(pool, workspaceId, (db) =>
        ensureMailingLists(db, workspaceId, n % 2 === 0 ? names : names.toReversed()),
      ),
    ),
  );
  for (const name of names) expect(new Set(answers.map((lists) => lists.get(name))).size).toBe(1);
  const { rows } = await pool.query('select count(*) from mailing_lists where workspace_id = $1', [workspaceId]);
  expect(rows).toEqual([{ count: 3 }]);
});
