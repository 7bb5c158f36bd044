import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, release, totalmem } from 'node:os';
import { resolve } from 'node:path';
import { type Bench, type Goal, isMet, type Measurement } from './bench.ts';
import type { Backend } from './installation.ts';
import { serverVersions } from './server-versions.ts';

export const resultsFolder = resolve(import.meta.dirname, '../results');

/** Prints what a benchmark measured. */
export function printReport(bench: Bench, { table, notes, goals }: Measurement): void {
  process.stdout.write(`\n${bench.name}: ${bench.summary}\n${machine()}\n`);
  console.table(table);
  for (const note of notes) process.stdout.write(`${note}\n`);
  for (const goal of goals) process.stdout.write(`${isMet(goal) ? 'met    ' : 'NOT MET'} ${inWords(goal)}\n`);
}

/** Keeps it as `bench/results/<name>.json`, with what it was measured on. */
export async function writeReport(bench: Bench, backend: Backend, measurement: Measurement): Promise<void> {
  const report = {
    name: bench.name,
    summary: bench.summary,
    measuredAt: new Date().toISOString(),
    commit: commit(),
    machine: machine(),
    versions: { node: process.version, ...(await serverVersions()) },
    queues: backend,
    table: measurement.table,
    notes: measurement.notes,
    goals: measurement.goals.map((goal) => ({ ...goal, met: isMet(goal) })),
    raw: measurement.raw,
  };
  await mkdir(resultsFolder, { recursive: true });
  await writeFile(resolve(resultsFolder, `${bench.name}.json`), `${JSON.stringify(report, null, 1)}\n`);
}

export function inWords({ figure, value, least, most, aim, unit = '' }: Goal): string {
  const wanted = least === undefined ? `at most ${most}` : `at least ${least}`;
  return `${figure}: ${plain(value)}${unit}; goal: ${wanted}${unit}${aim === undefined ? '' : ` (aim ${aim})`}`;
}

function plain(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(2);
}

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${availableParallelism()} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${memory} GB, ${process.platform} ${release()}`;
}

/** The product that was measured; `+` = with changes that are not committed. */
function commit(): string {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  try {
    const changed = git('status', '--porcelain', '--untracked-files=no', '--', '../../packages', '../../services');
    return `${git('rev-parse', '--short', 'HEAD')}${changed === '' ? '' : '+'}`;
  } catch {
    return 'unknown'; // not a clone
  }
}
