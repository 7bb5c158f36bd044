import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { benches } from './benches.ts';
import { readReport } from './support/kept-report.ts';
import { performancePage, withFigures } from './support/performance-page.ts';
import { resultsFolder } from './support/report.ts';

/** `npm run bench:docs`: writes the figures of bench/results into docs/performance.md. With `--check` it says whether it would change anything. */
const file = join(resolve(import.meta.dirname, '..'), performancePage);
const page = readFileSync(file, 'utf8');
const written = withFigures(
  page,
  benches.map((bench) => ({ bench, report: readReport(resultsFolder, bench.name) })),
);
if (!process.argv.includes('--check')) writeFileSync(file, written);
else if (written !== page) {
  process.stderr.write(`${performancePage} does not show bench/results; mend it with: npm run bench:docs\n`);
  process.exitCode = 1;
}
