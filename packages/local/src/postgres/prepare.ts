import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { runProgram } from '../run-program.ts';

const superuser = 'postgres';
const owner = 'canvass';

/** Makes the data folder on the first start; ends a server that an earlier, killed start left behind. */
export async function prepareCluster(folder: string, password: string): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return stopLeftover(folder);
  await mkdir(dirname(folder), { recursive: true });
  await runProgram(process.execPath, [join(import.meta.dirname, 'initialise.ts')], {
    env: { ...process.env, POSTGRES_FOLDER: folder, POSTGRES_PASSWORD: password },
    failure: `The embedded PostgreSQL could not be set up in ${folder}`,
  });
}

async function stopLeftover(folder: string): Promise<void> {
  const pidFile = join(folder, 'postmaster.pid');
  if (!existsSync(pidFile)) return;
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return; // not running: PostgreSQL clears the stale file itself
  }
  for (let waited = 0; waited < 10_000 && existsSync(pidFile); waited += 100) await pause(100);
}

/** The database of the product, owned by a user that is no superuser, as in production. Returns its URL. */
export async function prepareDatabase(port: number, password: string): Promise<string> {
  const admin = new pg.Client({ host: '127.0.0.1', port, user: superuser, password, database: 'postgres' });
  await admin.connect();
  try {
    const { rows: roles } = await admin.query('select from pg_roles where rolname = $1', [owner]);
    if (roles.length === 0) {
      await admin.query(`create role ${owner} login createrole password ${pg.escapeLiteral(password)}`);
    }
    const { rows: databases } = await admin.query('select from pg_database where datname = $1', [owner]);
    if (databases.length === 0) await admin.query(`create database ${owner} owner ${owner}`);
  } finally {
    await admin.end();
  }
  return `postgres://${owner}:${encodeURIComponent(password)}@127.0.0.1:${port}/${owner}`;
}
