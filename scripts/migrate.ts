import { migrate } from '@canvass/database';
import { migrateQueues, queueConfig } from '@canvass/jobs';
import { ConfigError, parseConfig } from '@canvass/platform';
import { z } from 'zod';

/**
 * `npm run migrate`: brings the database (and, without Redis, the queues in it) to this release. Safe to run again and
 * several times at once. Reads DATABASE_URL and REDIS_URL.
 */
try {
  const config = parseConfig(z.object(queueConfig), process.env);
  await migrate(config.DATABASE_URL, (line) => process.stdout.write(`${line}\n`));
  await migrateQueues(config);
  process.stdout.write('The database is at the newest migration.\n');
} catch (error) {
  const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
