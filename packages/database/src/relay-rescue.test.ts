import { createTestDatabase } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { countDueWork, findWorkspacesToRescue } from './relay-rescue.ts';
import { inSystem } from './transaction.ts';

test('what the relay asks again and again is answered by indexes of open work, whatever the tables have grown to', async () => {
  await using database = await createTestDatabase();
  const scanned = await inSystem(database.pool, async (db) => {
    await db.query('set local enable_seqscan = off');
    await countDueWork(db);
    await findWorkspacesToRescue(db);
    const { rows } = await db.query(
      `select relname from pg_stat_xact_user_tables
        where seq_scan > 0 and relname in ('messages', 'task_runs', 'deliveries')`,
    );
    return rows;
  });
  expect(scanned).toEqual([]);
});
