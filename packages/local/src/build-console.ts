import { join } from 'node:path';
import { repositoryFolder } from './config.ts';
import { runProgram } from './run-program.ts';

/** Builds the console unless its sources are unchanged since the last build (turbo knows). */
export async function buildConsole(): Promise<void> {
  await runProgram(
    join(repositoryFolder, 'node_modules/.bin/turbo'),
    ['run', 'build', '--filter=@canvass/console', '--output-logs=errors-only', '--ui=stream'],
    {
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
      failure: 'The console could not be built',
    },
  );
}
