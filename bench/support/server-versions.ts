import { execFileSync } from 'node:child_process';
import { postgresProgram } from '../../packages/local/src/postgres/installation.ts';

/** Versions of the servers that are measured with, as their programs say them. */
export async function serverVersions(): Promise<{ postgres: string; redis: string }> {
  return {
    postgres: versionOf(await postgresProgram('postgres')),
    redis: versionOf('redis-server'),
  };
}

function versionOf(program: string): string {
  try {
    return /\d+\.[\d.]+/.exec(execFileSync(program, ['--version'], { encoding: 'utf8' }))?.[0] ?? 'unknown';
  } catch {
    return 'none';
  }
}
