import { useTexts } from '../i18n/text.tsx';
import classes from './count-chart.module.css';

interface Point {
  at: string;
  count: number;
}

interface CountChartProps {
  /** What is counted. */
  title: string;
  points: readonly Point[];
  /** What a bar stands for: "Hour". */
  unit: string;
  /** A point's time, exactly. */
  timeOf(at: Date): string;
  /** The same at the ends of the axis. */
  axisOf?(at: Date): string;
}

const width = 240;
const height = 56;

/** One number a stretch of time as bars from zero, its sum beside the title, and the table behind it. */
export function CountChart({ title, points, unit, timeOf, axisOf = timeOf }: CountChartProps) {
  const { t, format } = useTexts();
  const most = Math.max(1, ...points.map(({ count }) => count));
  const step = width / Math.max(1, points.length);
  const gap = Math.min(1.5, step / 4);
  const sum = points.reduce((total, { count }) => total + count, 0);
  const first = points[0];
  const last = points.at(-1);
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.title}>
        <span>{title}</span>
        <span className={classes.sum}>{format.number(sum)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className={classes.bars} aria-hidden="true">
        {points.map(({ at, count }, index) => {
          const barHeight = count === 0 ? 1 : Math.max(2, (count / most) * height);
          return (
            <rect
              key={at}
              x={index * step + gap / 2}
              y={height - barHeight}
              width={step - gap}
              height={barHeight}
              rx={1}
              data-empty={count === 0}
            >
              <title>{t.common.countAt(timeOf(new Date(at)), format.number(count))}</title>
            </rect>
          );
        })}
      </svg>
      {first && last && (
        <div className={classes.axis}>
          <span>{axisOf(new Date(first.at))}</span>
          <span>{axisOf(new Date(last.at))}</span>
        </div>
      )}
      <details className={classes.table}>
        <summary>{t.common.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{unit}</th>
              <th scope="col">{title}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ at, count }) => (
              <tr key={at}>
                <td>{timeOf(new Date(at))}</td>
                <td>{format.number(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
