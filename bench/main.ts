import { parseArgs } from 'node:util';
import { z } from 'zod';
import { benches } from './benches.ts';
import type { Bench } from './support/bench.ts';
import { printReport, writeReport } from './support/report.ts';
import { runBench } from './support/run-bench.ts';

/**
 * `npm run bench -- <name>`: measures, prints a table, writes `bench/results/<name>.json`. `all` runs all of them.
 *
 *   --backend redis|postgres   where the queues are (redis)
 *   --repetitions N            5; with fewer, or with --count, no result is written: it is a look, not a measurement
 *   --count N                  notifications of a repetition, where the benchmark has such a number
 *   --cpu-prof DIR             a processor profile of each service's process
 *   --statements               the statements that took PostgreSQL longest
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    backend: { type: 'string', default: 'redis' },
    repetitions: { type: 'string', default: '5' },
    count: { type: 'string' },
    'cpu-prof': { type: 'string' },
    statements: { type: 'boolean', default: false },
  },
});
const options = z
  .object({
    backend: z.enum(['redis', 'postgres']),
    repetitions: z.coerce.number().int().min(1),
    count: z.coerce.number().int().min(1).optional(),
    'cpu-prof': z.string().optional(),
    statements: z.boolean(),
  })
  .parse(values);

const [name] = positionals;
const chosen = name === 'all' ? benches : benches.filter((bench) => bench.name === name);
if (chosen.length === 0) list();
for (const bench of chosen) await measure(bench);

function list(): void {
  process.stdout.write('Which benchmark? npm run bench -- <name>\n\n');
  for (const bench of benches) process.stdout.write(`  ${bench.name.padEnd(10)} ${bench.summary}\n`);
  process.stdout.write(`  ${'all'.padEnd(10)} one after the other\n`);
  process.exitCode = name === undefined ? 0 : 1;
}

async function measure(bench: Bench): Promise<void> {
  const { backend, repetitions, count = null, statements, 'cpu-prof': cpuProf = null } = options;
  const measurement = await runBench(bench, { backend, repetitions, count, profile: { cpuProf, statements } });
  printReport(bench, measurement);
  const isMeasurement = repetitions >= 5 && count === null && cpuProf === null && !statements;
  if (isMeasurement) await writeReport(bench, backend, measurement);
}
