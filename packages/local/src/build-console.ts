import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryFolder } from './config.ts';

/** Builds the console unless its sources are unchanged since the last build (turbo knows). */
export function buildConsole(): Promise<void> {
  return runQuietly(
    join(repositoryFolder, 'node_modules/.bin/turbo'),
    ['run', 'build', '--filter=@canvass/console', '--output-logs=errors-only', '--ui=stream'],
    { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    'The console could not be built',
  );
}

/** Runs a program and keeps its output for the error, should it fail. Resolves to nothing; rejects with the output. */
function runQuietly(program: string, args: string[], env: NodeJS.ProcessEnv, failure: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: repositoryFolder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${failure} (exit ${code}):\n${output}`)),
    );
  });
}
