import { fileURLToPath } from 'node:url';
import { runner } from 'node-pg-migrate';

const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url));

/** Brings the database to the newest migration. Safe when several processes call it at once: they queue on a lock. */
export async function migrate(databaseUrl: string, log: (line: string) => void = () => {}): Promise<void> {
  await runner({
    databaseUrl,
    dir: migrationsFolder,
    direction: 'up',
    migrationsTable: 'canvass_migrations',
    checkOrder: true,
    advisoryLockMode: 'wait',
    log,
  });
}
