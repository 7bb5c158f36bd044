import { useTexts } from '../../i18n/text.tsx';
import classes from './hour-chart.module.css';

interface Hour {
  at: string;
  count: number;
}

const width = 240;
const height = 56;

/** One number a hour as bars from zero, its sum beside the title, and the table behind it. */
export function HourChart({ title, hours }: { title: string; hours: Hour[] }) {
  const { t, format } = useTexts();
  const most = Math.max(1, ...hours.map((hour) => hour.count));
  const step = width / Math.max(1, hours.length);
  const sum = hours.reduce((total, hour) => total + hour.count, 0);
  const label = (hour: Hour) => t.home.perHour(format.dateTime(new Date(hour.at)), format.number(hour.count));
  const first = hours[0];
  const last = hours.at(-1);
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.title}>
        <span>{title}</span>
        <span className={classes.sum}>{format.number(sum)}</span>
      </figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" className={classes.bars} aria-hidden="true">
        {hours.map((hour, index) => {
          const barHeight = hour.count === 0 ? 1 : Math.max(2, (hour.count / most) * height);
          return (
            <rect
              key={hour.at}
              x={index * step + 0.75}
              y={height - barHeight}
              width={Math.max(0.5, step - 1.5)}
              height={barHeight}
              rx={1}
              data-empty={hour.count === 0}
            >
              <title>{label(hour)}</title>
            </rect>
          );
        })}
      </svg>
      {first && last && (
        <div className={classes.axis}>
          <span>{format.hour(new Date(first.at))}</span>
          <span>{format.hour(new Date(last.at))}</span>
        </div>
      )}
      <details className={classes.table}>
        <summary>{t.home.tableBehind}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.home.hour}</th>
              <th scope="col">{title}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map((hour) => (
              <tr key={hour.at}>
                <td>{format.dateTime(new Date(hour.at))}</td>
                <td>{format.number(hour.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
