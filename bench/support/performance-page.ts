import type { Bench } from './bench.ts';
import type { KeptReport } from './kept-report.ts';
import { inPlace, markdownTable } from './markdown.ts';

export const performancePage = 'docs/performance.md';

/** A benchmark and its last measurement, if there is one. */
export interface Measured {
  readonly bench: Pick<Bench, 'name' | 'summary'>;
  readonly report: KeptReport | null;
}

/**
 * The page with the figures of these measurements in its places: between `<!-- bench:goals -->` or
 * `<!-- bench:<name> -->` and `<!-- /bench -->`. Throws where a benchmark has no place.
 */
export function withFigures(page: string, measured: readonly Measured[]): string {
  const parts = new Map([['goals', goalsTable(measured)]]);
  for (const each of measured) parts.set(each.bench.name, figures(each));
  return [...parts].reduce((text, [place, figures]) => inPlace(text, place, figures), page);
}

function goalsTable(measured: readonly Measured[]): string {
  const rows = measured.flatMap(({ bench, report }) =>
    report === null
      ? [[`[${bench.name}](#${bench.name})`, bench.summary, 'not measured', '', '']]
      : report.goals.map(({ figure, value, least, most, aim, unit = '', met }) => [
          `[${bench.name}](#${bench.name})`,
          figure,
          `${plain(value)}${unit}`,
          `${least === undefined ? `≤ ${plain(most ?? 0)}` : `≥ ${plain(least)}`}${unit}${aim === undefined ? '' : ` (aim ${plain(aim)})`}`,
          met ? 'yes' : '**no**',
        ]),
  );
  return markdownTable(['benchmark', 'figure', 'measured', 'goal', 'met'], rows);
}

function figures({ bench, report }: Measured): string {
  if (report === null) return `Not measured yet: \`npm run bench -- ${bench.name}\`.`;
  const { machine, versions, queues, commit, measuredAt, table, notes } = report;
  const columns = [...new Set(table.flatMap((row) => Object.keys(row)))];
  const rows = table.map((row) => columns.map((column) => thousands(row[column] ?? '')));
  const servers = `Node ${versions.node.slice(1)}, PostgreSQL ${versions.postgres}, Redis ${versions.redis}, queues on ${queues}`;
  return [
    markdownTable(columns, rows),
    ...(notes.length === 0 ? [] : [notes.map((note) => `- ${note}.`).join('\n')]),
    `\`npm run bench -- ${bench.name}\`, ${measuredAt.slice(0, 10)}, commit ${commit}; ${machine}; ${servers}.`,
  ].join('\n\n');
}

function plain(value: number): string {
  return value >= 100 ? thousands(Math.round(value)) : String(Number(value.toFixed(2)));
}

function thousands(value: string | number): string {
  return typeof value === 'number' ? value.toLocaleString('en') : value;
}
