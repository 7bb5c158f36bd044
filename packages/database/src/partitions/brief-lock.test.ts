import { createTestDatabase } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { runBriefly } from './brief-lock.ts';

test('a connection that tells of its loss during a change to partitions does not end the process', async () => {
  await using database = await createTestDatabase();
  const { pool } = database;
  let told: boolean | null = null;
  pool.once('acquire', (client) => {
    setTimeout(() => {
      told = client.emit('error', new Error('read ECONNRESET'));
    }, 20);
  });
  await runBriefly(pool, 'select pg_sleep(0.2)');
  expect(told).toBe(true);
});
