import { useQuery } from '@tanstack/react-query';
import type { Resource } from '../../api/client.ts';
import { CountChart } from '../../components/count-chart.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { FirstSteps } from './first-steps.tsx';
import classes from './home-page.module.css';
import { NeedsYou } from './needs-you.tsx';
import { summaryQuery } from './queries.ts';
import { summarySentence } from './summary-sentence.ts';
import { TryIt } from './try-it.tsx';

export function HomePage() {
  const { t } = useTexts();
  const query = useQuery(summaryQuery);
  return (
    <Page title={t.home.title}>
      <Loaded query={query} what={t.home.what}>
        {(summary) => <HomeView summary={summary} />}
      </Loaded>
    </Page>
  );
}

function HomeView({ summary }: { summary: Resource<'Summary'> }) {
  const { t, format } = useTexts();
  const { eventSourceConnected, surveyPublished, workflowOn } = summary.steps;
  const isReady = eventSourceConnected && surveyPublished && workflowOn;
  return (
    <>
      <p className={classes.sentence}>{summarySentence(summary, t, format)}</p>
      {summary.capped && <p className="dim">{t.home.capped}</p>}
      {!isReady && <FirstSteps steps={summary.steps} />}
      {workflowOn && summary.notifications === 0 && <TryIt />}
      <Section title={t.home.needsYou}>
        <NeedsYou causes={summary.needsYou} webhooks={summary.failingWebhooks} />
      </Section>
      <Section title={t.home.last24Hours}>
        <div className={classes.charts}>
          {(['notifications', 'sent', 'answers'] as const).map((kind) => (
            <CountChart
              key={kind}
              title={t.home.chart[kind]}
              points={summary.hours.map((hour) => ({ at: hour.at, count: hour[kind] }))}
              unit={t.home.hour}
              timeOf={format.dateTime}
              axisOf={format.hour}
            />
          ))}
        </div>
      </Section>
    </>
  );
}
