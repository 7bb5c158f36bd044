import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { help, readOptions } from './options.ts';
import { dropServerData, runChaos } from './run-chaos.ts';

const options = readOptions(process.argv.slice(2));
if (options === null) process.stdout.write(help);
else process.exitCode = await main(options);

/** Answers the exit code: 1 when the oracle found a violation. */
async function main(given: NonNullable<typeof options>): Promise<number> {
  const print = (line: string) => void process.stdout.write(`${line}\n`);
  const folder = await mkdtemp(join(tmpdir(), 'canvass-chaos-'));
  const resources = new AsyncDisposableStack();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      print('Interrupted: ending what was started.');
      void resources
        .disposeAsync()
        .then(() => rm(folder, { recursive: true, force: true }))
        .finally(() => process.exit(130));
    });
  }
  print(
    `seed ${given.seed}; repeat with: npm run chaos -- --seed ${given.seed} --backend ${given.backend} --minutes ${given.minutes}`,
  );
  let kept = true;
  try {
    const { violations, report } = await runChaos({ ...given, folder, print }, resources);
    kept = violations.length > 0 || given.keep;
    print(`\n${report}`);
    print(violations.length === 0 ? 'Every guarantee was kept.' : `${violations.length} VIOLATIONS.`);
    return violations.length === 0 ? 0 : 1;
  } finally {
    await resources.disposeAsync();
    if (kept) {
      await dropServerData(folder);
      print(`Logs, faults and the three books are kept in ${folder}`);
    } else await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
