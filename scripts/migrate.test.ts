import { join } from 'node:path';
import { connectDatabase } from '@canvass/database';
import { createTestDatabase } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { run } from './run-tool.ts';

const migrate = (databaseUrl: string) =>
  run(process.execPath, [join(import.meta.dirname, 'migrate.ts')], {
    env: { DATABASE_URL: databaseUrl, REDIS_URL: '' },
  });

test('an empty database gets the tables and the queues, and a second run changes nothing', async () => {
  await using server = await createTestDatabase();
  const name = `${new URL(server.url).pathname.slice(1)}_empty`;
  await server.pool.query(`create database ${name}`);
  const url = Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  try {
    for (const _time of [1, 2]) {
      expect(await migrate(url)).toMatchObject({ exitCode: 0, output: expect.stringContaining('newest migration') });
    }
    await using database = connectDatabase(
      { DATABASE_URL: url, DATABASE_POOL_SIZE: 1 },
      { applicationName: 'canvass-test', onError: () => {} },
    );
    const { rows } = await database.pool.query(
      `select to_regclass('public.deliveries') is not null as tables,
              exists (select from information_schema.tables where table_schema = 'bullmq') as queues`,
    );
    expect(rows).toEqual([{ tables: true, queues: true }]);
  } finally {
    await server.pool.query(`drop database ${name} with (force)`);
  }
});

test('without a database the command says what is missing', async () => {
  expect(await migrate('')).toMatchObject({ exitCode: 1, output: expect.stringContaining('DATABASE_URL') });
});
