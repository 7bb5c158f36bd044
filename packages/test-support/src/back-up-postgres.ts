import { chmod, chown, copyFile, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';

/**
 * A physical backup of a server at work, by PostgreSQL's low-level calls (its manual, "Making a Base Backup Using the Low
 * Level API"): `to` becomes a data folder that another server can be started on, as of the end of the backup.
 */
export async function backUpPostgres(url: string, to: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${url}/postgres` });
  await client.connect();
  try {
    const { rows: settings } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    );
    const from = settings[0]?.folder ?? '';
    await client.query(`select pg_backup_start('test', fast => true)`);
    await copyFolder(from, to, new Set(['pg_wal', 'postmaster.pid', 'postmaster.opts']));
    const { rows } = await client.query<{ label: string }>(
      'select labelfile as label from pg_backup_stop(wait_for_archive => false)',
    );
    await copyFolder(join(from, 'pg_wal'), join(to, 'pg_wal'), new Set());
    const label = join(to, 'backup_label');
    await writeFile(label, rows[0]?.label ?? '');
    await ownAs(from, label, 0o600);
  } finally {
    await client.end();
  }
}

/** A file that goes while it is copied is left out: recovery makes up for it. */
async function copyFolder(from: string, to: string, leftOut: ReadonlySet<string>): Promise<void> {
  await mkdir(to, { recursive: true });
  await ownAs(from, to, 0o700);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (leftOut.has(entry.name)) continue;
    try {
      if (entry.isDirectory()) await copyFolder(source, target, new Set());
      else {
        await copyFile(source, target);
        await ownAs(source, target, 0o600);
      }
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
}

async function ownAs(like: string, path: string, mode: number): Promise<void> {
  const { uid, gid } = await stat(like);
  await chown(path, uid, gid);
  await chmod(path, mode);
}
