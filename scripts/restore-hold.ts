import { connectDatabase, databaseConfig, holdRestoredDeliveries } from '@canvass/database';
import { ConfigError, parseConfig } from '@canvass/platform';
import { z } from 'zod';

/**
 * `npm run restore:hold`: to be run once after a backup was restored and before anything is started. Keeps every message
 * that the backup still meant to send from going out by itself. Reads DATABASE_URL.
 */
try {
  const config = parseConfig(z.object(databaseConfig), process.env);
  await using database = connectDatabase(config, {
    applicationName: 'canvass-restore-hold',
    onError: (error) => process.stderr.write(`${error.message}\n`),
  });
  const held = await holdRestoredDeliveries(database.pool, new Date());
  process.stdout.write(
    `${held} deliveries are unknown now, for you to decide; so will be what follows from notifications received until now.\n`,
  );
} catch (error) {
  const text = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
}
