import { pingQueues } from '@canvass/jobs';
import pg from 'pg';
import type { LocalConfig } from './config.ts';

/** A database or Redis that was named in a setting does not answer; the message names the setting. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError';
}

/** Asks what the settings name, so that a wrong address is told at once and by its name. */
export async function requireReachable(config: LocalConfig): Promise<void> {
  const { CANVASS_DATABASE_URL: databaseUrl, CANVASS_REDIS_URL: redisUrl } = config;
  if (databaseUrl !== undefined) await ask('CANVASS_DATABASE_URL', 'PostgreSQL', () => pingDatabase(databaseUrl));
  if (redisUrl !== undefined) {
    await ask('CANVASS_REDIS_URL', 'Redis', () =>
      pingQueues({ DATABASE_URL: '', REDIS_URL: redisUrl, QUEUE_PREFIX: '{canvass}' }),
    );
  }
}

async function ask(setting: string, what: string, ping: () => Promise<void>): Promise<void> {
  try {
    await ping();
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    throw new UnreachableError(
      `${what} does not answer at the address in ${setting}: ${reason}. Start it, or correct the setting.`,
    );
  }
}

async function pingDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {}); // told by the query
  await client.connect();
  await client.query('select 1');
  await client.end();
}
