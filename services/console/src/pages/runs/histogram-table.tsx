import type { RunStatus } from '../../api/statuses.ts';
import type { Format } from '../../i18n/format.ts';
import { type Catalogue, useTexts } from '../../i18n/text.tsx';
import classes from './run-histogram.module.css';

export interface Bar {
  from: string;
  to: string;
  counts: { status: RunStatus; count: number; estimated: boolean }[];
}

function countWords(counts: Bar['counts'], t: Catalogue, format: Format): string {
  const number = format.number(counts.reduce((sum, { count }) => sum + count, 0));
  return counts.some(({ estimated }) => estimated) ? t.runs.about(number) : number;
}

/** A bar in words: its time, and how many of which outcome. */
export function barWords(bar: Bar, t: Catalogue, format: Format): string {
  const byStatus = Map.groupBy(bar.counts, ({ status }) => status);
  const parts = [...byStatus].map(([status, counts]) => `${t.statuses.run[status]} ${countWords(counts, t, format)}`);
  const at = (instant: string) => format.dateTime(new Date(instant));
  return t.runs.barOf(at(bar.from), at(bar.to), parts.length === 0 ? format.number(0) : format.list(parts));
}

/** The same numbers as a table. */
export function HistogramTable({ bars, statuses }: { bars: Bar[]; statuses: RunStatus[] }) {
  const { t, format } = useTexts();
  return (
    <details className={classes.table}>
      <summary>{t.common.asTable}</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.runs.bar}</th>
            <th scope="col">{t.runs.total}</th>
            {statuses.map((status) => (
              <th key={status} scope="col">
                {t.statuses.run[status]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars
            .filter((bar) => bar.counts.length > 0)
            .map((bar) => (
              <tr key={bar.from}>
                <th scope="row">{format.dateTime(new Date(bar.from))}</th>
                <td>{countWords(bar.counts, t, format)}</td>
                {statuses.map((status) => (
                  <td key={status}>
                    {countWords(
                      bar.counts.filter((one) => one.status === status),
                      t,
                      format,
                    )}
                  </td>
                ))}
              </tr>
            ))}
        </tbody>
      </table>
    </details>
  );
}
