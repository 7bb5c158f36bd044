import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Resource } from '../../api/client.ts';
import { CountChart } from '../../components/count-chart.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { reasonWords } from '../../components/reason-words.ts';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { Checks } from './checks.tsx';
import classes from './health-tab.module.css';
import { healthQuery, testsQuery } from './queries.ts';
import { TestList } from './test-list.tsx';

/** What the event source did lately, and why nothing may have come of it. */
export function HealthTab({ source }: { source: Resource<'EventSource'> }) {
  const { t } = useTexts();
  const query = useQuery(healthQuery(source.id));
  return (
    <div className={classes.columns}>
      <Loaded query={query} what={t.eventSources.whatOne}>
        {(health) => <Numbers source={source} health={health} />}
      </Loaded>
      <Checks source={source} />
    </div>
  );
}

function Numbers({ source, health }: { source: Resource<'EventSource'>; health: Resource<'EventSourceHealth'> }) {
  const { t, format } = useTexts();
  const { lag, rejections } = health;
  const rejected = rejections.reduce((sum, { count }) => sum + count, 0);
  return (
    <div>
      <dl className={classes.numbers}>
        <Fact name={t.eventSources.lastMessage}>
          {source.lastMessageAt ? <RelativeTime at={source.lastMessageAt} /> : t.eventSources.never}
        </Fact>
        <Fact
          name={t.salesforceSetup.lag}
          note={
            lag.slowestMs === null || lag.slowestMs === lag.medianMs
              ? null
              : t.salesforceSetup.slowest(format.duration(lag.slowestMs))
          }
        >
          {lag.medianMs === null ? '–' : format.duration(lag.medianMs)}
        </Fact>
        <Fact
          name={t.salesforceSetup.waiting}
          note={
            lag.oldestWaitingSince && (
              <>
                {t.salesforceSetup.waitingSince} <RelativeTime at={lag.oldestWaitingSince} />
              </>
            )
          }
        >
          {format.number(lag.waiting)}
        </Fact>
        <Fact name={t.salesforceSetup.duplicates} note={t.salesforceSetup.duplicatesHint}>
          {format.number(source.duplicateCount)}
        </Fact>
        <Fact name={t.salesforceSetup.rejected}>{format.number(rejected)}</Fact>
      </dl>
      <CountChart
        title={t.salesforceSetup.perMinute}
        points={health.minutes.map(({ at, notifications }) => ({ at, count: notifications }))}
        unit={t.salesforceSetup.minute}
        timeOf={format.timeOfDay}
      />
      {health.capped && <p className="dim">{t.salesforceSetup.capped}</p>}
      {rejections.length > 0 && (
        <section className={classes.reasons}>
          <h2>{t.salesforceSetup.rejectionsByReason}</h2>
          <ul>
            {rejections.map(({ reason, count, latestAt }) => (
              <li key={reason}>
                <span>{reasonWords(reason, t).sentence}</span>
                <span className="dim tabular nowrap">
                  {t.salesforceSetup.times(count)} · <RelativeTime at={latestAt} />
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <Tests eventSourceId={source.id} />
    </div>
  );
}

const testsInHealth = 3;

/** The newest test messages, once there are some. */
function Tests({ eventSourceId }: { eventSourceId: string }) {
  const { t } = useTexts();
  const { data } = useQuery(testsQuery(eventSourceId));
  if (data === undefined || data.tests.length === 0) return null;
  return (
    <section className={classes.reasons}>
      <h2>{t.testMessages.newest}</h2>
      <TestList tests={data.tests.slice(0, testsInHealth)} />
    </section>
  );
}

function Fact({ name, note = null, children }: { name: string; note?: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <span className={classes.value}>{children}</span>
        {note !== null && <span className={classes.note}>{note}</span>}
      </dd>
    </div>
  );
}
