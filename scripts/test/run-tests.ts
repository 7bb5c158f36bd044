import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks } from '../check/run-checks.ts';
import { run, runTool } from '../run-tool.ts';
import { missingPrerequisites } from './prerequisites.ts';
import { type Counts, readReport } from './vitest-report.ts';

/** Runs everything (or, with arguments, the suites that they select) and prints the closing line. Answers the exit code. */
export async function runTests(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const inCi = env.CI === 'true';
  const missing = missingPrerequisites();
  if (inCi && missing.length > 0) {
    sayMissing();
    return close({ passed: 0, failed: missing.length });
  }

  const steps = args.length === 0 ? [await runChecks(), await buildConsole()] : [];
  const suites = await runSuites(args);
  const forbiddenSkips = inCi && args.length === 0 && env.CANVASS_SAMPLES ? suites.skipped.length : 0;
  if (forbiddenSkips > 0) say(`In CI nothing may be skipped, and these were:\n  ${suites.skipped.join('\n  ')}`);
  sayMissing();
  return close({
    passed: suites.passed + steps.filter((ok) => ok).length,
    failed: suites.failed + forbiddenSkips + steps.filter((ok) => !ok).length,
  });

  function sayMissing(): void {
    for (const { programs, suites: skipped, install } of missing) {
      say(`Not run: ${skipped}, because ${programs[0]} is not installed. To install it: ${install}`);
    }
  }
}

async function buildConsole(): Promise<boolean> {
  const { exitCode, output } = await run('npm', ['run', 'build', '--workspace', '@canvass/console']);
  if (exitCode !== 0) say(output.trimEnd());
  say(`console build: ${exitCode === 0 ? 'ok' : 'FAILED'}`);
  return exitCode === 0;
}

async function runSuites(args: readonly string[]): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'canvass-report-'));
  const reportFile = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const { exitCode } = await runTool('vitest/vitest.mjs', ['run', ...reporters, ...args], { show: true });
    const counts = readReport(JSON.parse(readFileSync(reportFile, 'utf8')));
    // An error outside of every test (an unhandled rejection, a worker that died) fails the run and no test.
    return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
  } catch (error) {
    say(`The suites left no report: ${error instanceof Error ? error.message : String(error)}`);
    return { passed: 0, failed: 1, skipped: [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function close({ passed, failed }: { passed: number; failed: number }): number {
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed === 0 ? 0 : 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
