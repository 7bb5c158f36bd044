import type { Resource } from '../../../api/client.ts';
import { useTexts } from '../../../i18n/text.tsx';
import classes from './webhooks.module.css';

const [width, height] = [480, 56];

/** Attempts of 24 hours, an hour a bar: delivered from below, failed on top; the table behind it. */
export function WebhookChart({ hours }: { hours: Resource<'WebhookDetail'>['hours'] }) {
  const { t, format } = useTexts();
  const most = Math.max(1, ...hours.map(({ succeeded, failed }) => succeeded + failed));
  const step = width / Math.max(1, hours.length);
  const scale = (count: number) => (count / most) * height;
  return (
    <figure className={classes.chart}>
      <figcaption>{t.webhooks.chart}</figcaption>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {hours.map(({ at, succeeded, failed }, index) => {
          const place = { x: index * step + 0.75, width: Math.max(0.5, step - 1.5) };
          const empty = succeeded + failed === 0;
          return (
            <g key={at}>
              <rect
                {...place}
                y={empty ? height - 1 : height - scale(succeeded)}
                height={empty ? 1 : scale(succeeded)}
                data-empty={empty}
              />
              <rect {...place} y={height - scale(succeeded + failed)} height={scale(failed)} data-failed="true" />
            </g>
          );
        })}
      </svg>
      <details>
        <summary>{t.common.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t.home.hour}</th>
              <th scope="col">{t.webhooks.callStatuses.delivered}</th>
              <th scope="col">{t.webhooks.callStatuses.failed}</th>
            </tr>
          </thead>
          <tbody>
            {hours.map(({ at, succeeded, failed }) => (
              <tr key={at}>
                <td>{format.dateTime(new Date(at))}</td>
                <td>{format.number(succeeded)}</td>
                <td>{format.number(failed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
