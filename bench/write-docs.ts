import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { benches } from './benches.ts';
import { withEmail } from './fleet.ts';
import { readReport } from './support/kept-report.ts';
import { readCost } from './support/notification-cost.ts';
import { performancePage, withFigures } from './support/performance-page.ts';
import { resultsFolder } from './support/report.ts';
import { scalingPage, withPlan } from './support/scaling-page.ts';

/**
 * `npm run bench:docs`: writes the figures of bench/results into docs/performance.md and docs/scaling.md. With `--check` it
 * says whether it would change anything.
 */
const repository = resolve(import.meta.dirname, '..');
const measured = benches.map((bench) => ({ bench, report: readReport(resultsFolder, bench.name) }));
write(performancePage, (page) => withFigures(page, measured));
write(scalingPage, (page) => withPlan(page, readCost(resultsFolder, withEmail)));

function write(name: string, change: (page: string) => string): void {
  const file = join(repository, name);
  const page = readFileSync(file, 'utf8');
  const written = change(page);
  if (written === page) return;
  if (process.argv.includes('--check')) {
    process.stderr.write(`${name} does not show bench/results; mend it with: npm run bench:docs\n`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, written);
  }
}
