import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Loaded } from '../../components/loaded.tsx';
import { Page, Section } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { DeliveryList } from './delivery-list.tsx';
import { Funnel } from './funnel.tsx';
import { distributionQuery } from './queries.ts';

const route = getRouteApi('/app/distributions/$distributionId');

export function DistributionPage() {
  const { t } = useTexts();
  const { distributionId } = route.useParams();
  const query = useQuery(distributionQuery(distributionId));
  const distribution = query.data;
  return (
    <Page
      title={distribution?.name ?? t.distributions.title}
      above={[
        <Link key="distributions" to="/distributions">
          {t.distributions.title}
        </Link>,
      ]}
      facts={
        distribution && (
          <>
            <span>{t.distributions.kind[distribution.kind]}</span>
            <span>{distribution.channel === 'email' ? t.common.email : t.common.sms}</span>
            <Link to="/surveys/$surveyId" params={{ surveyId: distribution.surveyId }} className="link">
              {distribution.surveyName ?? t.distributions.survey}
            </Link>
            <Link to="/workflows/$workflowId" params={{ workflowId: distribution.workflowId }} className="link">
              {distribution.workflowName ?? t.runs.deletedWorkflow}
            </Link>
          </>
        )
      }
      wide
    >
      <Loaded query={query} what={t.distributions.whatOne}>
        {(loaded) => (
          <>
            <Funnel funnel={loaded.funnel} />
            <Section title={t.distributions.people}>
              <DeliveryList distributionId={loaded.id} counts={loaded.funnel.byStatus} />
            </Section>
          </>
        )}
      </Loaded>
    </Page>
  );
}
