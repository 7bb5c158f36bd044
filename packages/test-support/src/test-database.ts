import { randomUUID } from 'node:crypto';
import { connectDatabase, type Pool } from '@canvass/database';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  readonly pool: Pool;
}

/** A fresh, migrated database of its own (with the queue schema): use one per test file, `await using` or dispose it. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = inject('postgresUrl');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await withAdmin(server, (admin) => admin.query(`create database ${name} template canvass_template`));
  const url = `${server}/${name}`;
  const database = connectDatabase(
    { DATABASE_URL: url, DATABASE_POOL_SIZE: 10 },
    { applicationName: 'canvass-test', onError: () => {} },
  );
  return {
    url,
    pool: database.pool,
    async [Symbol.asyncDispose]() {
      await database[Symbol.asyncDispose]();
      await withAdmin(server, (admin) => admin.query(`drop database ${name} with (force)`));
    },
  };
}

async function withAdmin(server: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: `${server}/postgres` });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
