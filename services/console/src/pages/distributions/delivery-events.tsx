import type { Resource } from '../../api/client.ts';
import { deliveryTones, isStatusOf } from '../../api/statuses.ts';
import { Facts } from '../../components/facts.tsx';
import { StatusShape } from '../../components/status.tsx';
import { ExactTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import classes from './delivery-events.module.css';

/** The ledger of one message, oldest first, with the provider's own words folded. */
export function DeliveryEvents({ events }: { events: Resource<'DeliveryEvent'>[] }) {
  const { t } = useTexts();
  if (events.length === 0) return <p className="dim">{t.distributions.noEvents}</p>;
  return (
    <ol className={classes.events} aria-label={t.distributions.events}>
      {events.map((event) => {
        const { resolvedBy, afterHours, ...said } = event.detail;
        const detail = Object.entries(said);
        return (
          <li key={event.id} className={classes.event}>
            <StatusShape tone={isStatusOf(deliveryTones, event.type) ? deliveryTones[event.type] : 'waiting'} />
            <span className={classes.name}>{t.statuses.deliveryEvent[event.type] ?? event.type}</span>
            <span className="dim">
              <ExactTime at={event.at} />
            </span>
            {resolvedBy !== undefined && (
              <span className={classes.decided}>
                {resolvedBy === 'rule'
                  ? t.distributions.settledByRule(String(afterHours))
                  : t.distributions.settledBySomebody}
              </span>
            )}
            {detail.length > 0 && (
              <details className={classes.detail}>
                <summary>{t.distributions.providerSaid}</summary>
                <Facts
                  label={t.distributions.providerSaid}
                  mono
                  facts={detail.map(([name, value]) => ({
                    name,
                    value: typeof value === 'string' ? value : JSON.stringify(value, null, 1),
                  }))}
                />
              </details>
            )}
          </li>
        );
      })}
    </ol>
  );
}
