import { useTexts } from '../../i18n/text.tsx';
import classes from './health-tab.module.css';

interface Minute {
  at: string;
  notifications: number;
}

const barWidth = 10;
const height = 72;

/** Notifications a minute as bars from zero, with the table behind. */
export function MinuteChart({ minutes }: { minutes: Minute[] }) {
  const { t, format } = useTexts();
  const most = Math.max(1, ...minutes.map((minute) => minute.notifications));
  const sum = minutes.reduce((total, minute) => total + minute.notifications, 0);
  const first = minutes[0];
  const last = minutes.at(-1);
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>
        <span>{t.salesforceSetup.perMinute}</span>
        <strong>{format.number(sum)}</strong>
      </figcaption>
      <svg
        viewBox={`0 0 ${minutes.length * barWidth} ${height}`}
        preserveAspectRatio="none"
        className={classes.bars}
        aria-hidden="true"
      >
        {minutes.map((minute, index) => {
          const barHeight = minute.notifications === 0 ? 1 : Math.max(3, (minute.notifications / most) * height);
          return (
            <rect
              key={minute.at}
              x={index * barWidth + 1}
              y={height - barHeight}
              width={barWidth - 2}
              height={barHeight}
              data-empty={minute.notifications === 0}
            >
              <title>
                {t.salesforceSetup.minuteAt(format.timeOfDay(new Date(minute.at)), format.number(minute.notifications))}
              </title>
            </rect>
          );
        })}
      </svg>
      {first && last && (
        <div className={classes.axis}>
          <span>{format.timeOfDay(new Date(first.at))}</span>
          <span>{format.timeOfDay(new Date(last.at))}</span>
        </div>
      )}
      <details className={classes.table}>
        <summary>{t.salesforceSetup.tableBehind}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.salesforceSetup.minute}</th>
              <th scope="col">{t.salesforceSetup.notifications}</th>
            </tr>
          </thead>
          <tbody>
            {minutes.map((minute) => (
              <tr key={minute.at}>
                <td>{format.timeOfDay(new Date(minute.at))}</td>
                <td>{format.number(minute.notifications)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
