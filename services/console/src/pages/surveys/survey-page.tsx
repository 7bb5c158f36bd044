import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { surveyTones } from '../../api/statuses.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { surveyQuery } from './queries.ts';
import { ResponseTable } from './response-table.tsx';
import { SurveyActions } from './survey-actions.tsx';
import { SurveyFlow } from './survey-flow.tsx';
import { SurveyPreview } from './survey-preview.tsx';
import { surveyTabs } from './survey-search.ts';

const route = getRouteApi('/app/surveys/$surveyId');

export function SurveyPage() {
  const { t } = useTexts();
  const { surveyId } = route.useParams();
  const query = useQuery(surveyQuery(surveyId));
  const survey = query.data;
  return (
    <Page
      title={survey?.name ?? t.surveys.title}
      above={[
        <Link key="surveys" to="/surveys">
          {t.surveys.title}
        </Link>,
      ]}
      facts={survey && <SurveyFacts survey={survey} />}
      actions={survey && <SurveyActions survey={survey} />}
      wide
    >
      <Loaded query={query} what={t.surveys.whatOne}>
        {(loaded) => <SurveyView survey={loaded} />}
      </Loaded>
    </Page>
  );
}

function SurveyFacts({ survey }: { survey: Resource<'Survey'> }) {
  const { t } = useTexts();
  return (
    <>
      <Status tone={surveyTones[survey.status]}>{t.statuses.survey[survey.status]}</Status>
      {survey.publishedVersion !== null && <span>{t.surveys.versionNumber(survey.publishedVersion)}</span>}
      {survey.publishedAt && (
        <span>
          {t.surveys.publishedAt} <RelativeTime at={survey.publishedAt} />
        </span>
      )}
      {survey.publishedVersion !== null && survey.hasUnpublishedChanges && <span>{t.surveys.unpublishedChanges}</span>}
    </>
  );
}

function SurveyView({ survey }: { survey: Resource<'Survey'> }) {
  const { t } = useTexts();
  const { tab = 'preview' } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <Tabs
      value={tab}
      onChange={(value) => {
        const next = surveyTabs.find((one) => one === value);
        void navigate({ search: next && next !== 'preview' ? { tab: next } : {}, replace: true, resetScroll: false });
      }}
    >
      <Tabs.List>
        {surveyTabs.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {t.surveys[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="preview" pt="md">
        <SurveyPreview survey={survey} />
      </Tabs.Panel>
      <Tabs.Panel value="flow" pt="md">
        <SurveyFlow survey={survey} />
      </Tabs.Panel>
      <Tabs.Panel value="results" pt="md">
        <ResponseTable survey={survey} />
      </Tabs.Panel>
    </Tabs>
  );
}
