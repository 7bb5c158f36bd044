import { useQuery } from '@tanstack/react-query';
import type { Resource } from '../../api/client.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { FirstSteps } from './first-steps.tsx';
import classes from './home-page.module.css';
import { HourChart } from './hour-chart.tsx';
import { NeedsYou } from './needs-you.tsx';
import { summaryQuery } from './queries.ts';
import { summarySentence } from './summary-sentence.ts';

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
      <Section title={t.home.needsYou}>
        <NeedsYou causes={summary.needsYou} webhooks={summary.failingWebhooks} />
      </Section>
      <Section title={t.home.last24Hours}>
        <div className={classes.charts}>
          {(['notifications', 'sent', 'answers'] as const).map((kind) => (
            <HourChart
              key={kind}
              title={t.home.chart[kind]}
              hours={summary.hours.map((hour) => ({ at: hour.at, count: hour[kind] }))}
            />
          ))}
        </div>
      </Section>
    </>
  );
}
