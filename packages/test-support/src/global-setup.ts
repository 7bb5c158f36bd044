import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { migrate } from '@canvass/database';
import { migrateQueues } from '@canvass/jobs';
import type { TestProject } from 'vitest/node';
import { freePort, startTemporaryPostgres } from './temporary-postgres.ts';

export { freePort };

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string;
    /** Null where no redis-server is installed. */
    redisUrl: string | null;
  }
}

export const templateDatabase = 'canvass_template';

/** One real PostgreSQL and one real Redis for the whole test run; each test file clones its own database. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const postgres = await startTemporaryPostgres({ durable: false });
  const { url: postgresUrl, folder } = postgres;
  await postgres.createDatabase(templateDatabase);
  await migrate(`${postgresUrl}/${templateDatabase}`);
  await migrateQueues({ DATABASE_URL: `${postgresUrl}/${templateDatabase}`, QUEUE_PREFIX: '{canvass}' });
  project.provide('postgresUrl', postgresUrl);

  const redis = await startRedis(folder);
  project.provide('redisUrl', redis?.url ?? null);
  return async () => {
    redis?.process.kill('SIGKILL');
    await postgres[Symbol.asyncDispose]();
  };
}

async function startRedis(folder: string): Promise<{ url: string; process: ChildProcess } | null> {
  if (spawnSync('redis-server', ['--version']).error) return null;
  const port = await freePort();
  const redis = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    redis.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
    redis.stdout.on('data', (text: Buffer) => {
      if (text.includes('Ready to accept connections')) resolve();
    });
  });
  return { url: `redis://127.0.0.1:${port}`, process: redis };
}
