import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export const help = `npm run chaos -- [options]

Runs Canvass as separate processes on this machine, sends to it as Salesforce does, and meanwhile breaks what can break:
processes, PostgreSQL, Redis, connections, providers, clocks. Afterwards an independent oracle compares what was
acknowledged, what the database says and what the providers took. Exits with 1 when anything was lost or done twice.

  --backend redis|postgres   where the queues are (redis)
  --minutes N                how long faults are injected (3; 20 at most)
  --seed N                   repeats a plan of faults and a load (by chance, and printed)
  --rate N                   notifications a second, of all orgs together (30)
  --keep                     keeps logs and a dump of the database also when all is well
  --help
`;

const Options = z.object({
  backend: z.enum(['redis', 'postgres']),
  minutes: z.coerce.number().min(0.1).max(20),
  seed: z.coerce
    .number()
    .int()
    .min(0)
    .max(2 ** 31),
  rate: z.coerce.number().min(1).max(500),
  keep: z.boolean(),
});
export type ChaosOptions = Readonly<z.output<typeof Options>>;

/** Reads the command line; null = help was asked for. Throws where an option is wrong. */
export function readOptions(args: readonly string[]): ChaosOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      backend: { type: 'string', default: 'redis' },
      minutes: { type: 'string', default: '3' },
      seed: { type: 'string', default: String(randomInt(1, 1_000_000)) },
      rate: { type: 'string', default: '30' },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  return values.help ? null : Options.parse(values);
}
