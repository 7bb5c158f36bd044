import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { surveyTones } from '../../api/statuses.ts';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { type Catalogue, useTexts } from '../../i18n/text.tsx';
import classes from './build/build.module.css';
import { EditorBar } from './build/editor-bar.tsx';
import { EmbeddedDataForm } from './build/embedded-data-form.tsx';
import { SurveyBuilder } from './build/survey-builder.tsx';
import { EditorContext, useSurveyEditor } from './build/use-survey-editor.ts';
import { surveyQuery } from './queries.ts';
import { ResponseTable } from './response-table.tsx';
import { SurveyActions } from './survey-actions.tsx';
import { SurveyFlow } from './survey-flow.tsx';
import { SurveyPreview } from './survey-preview.tsx';
import { type SurveyTab, surveyTabs } from './survey-search.ts';

const route = getRouteApi('/app/surveys/$surveyId');

export function SurveyPage() {
  const { t } = useTexts();
  const { surveyId } = route.useParams();
  const { mayWrite } = useRights();
  const query = useQuery(surveyQuery(surveyId));
  if (query.data === undefined) {
    return (
      <Page title={t.surveys.title} above={above(t)} wide>
        <Loaded query={query} what={t.surveys.whatOne}>
          {() => null}
        </Loaded>
      </Page>
    );
  }
  return mayWrite ? <EditableSurvey key={surveyId} survey={query.data} /> : <ReadSurvey survey={query.data} />;
}

const above = (t: Catalogue) => [
  <Link key="surveys" to="/surveys">
    {t.surveys.title}
  </Link>,
];

function EditableSurvey({ survey }: { survey: Resource<'Survey'> }) {
  const { t } = useTexts();
  const editor = useSurveyEditor(survey);
  return (
    <EditorContext value={editor}>
      <Page
        title={editor.contents.name || survey.name}
        above={above(t)}
        facts={<SurveyFacts survey={survey} />}
        actions={<SurveyActions survey={survey} />}
        wide
      >
        <SurveyTabs
          survey={survey}
          tabs={surveyTabs}
          bar={<EditorBar />}
          build={<SurveyBuilder />}
          flow={<EmbeddedDataForm />}
          previewNote={editor.isDirty ? t.build.previewIsOfSaved : null}
        />
      </Page>
    </EditorContext>
  );
}

/** For those who may only look. */
function ReadSurvey({ survey }: { survey: Resource<'Survey'> }) {
  const { t } = useTexts();
  return (
    <Page title={survey.name} above={above(t)} facts={<SurveyFacts survey={survey} />} wide>
      <SurveyTabs
        survey={survey}
        tabs={surveyTabs.filter((tab) => tab !== 'build')}
        bar={null}
        build={null}
        flow={<SurveyFlow survey={survey} />}
        previewNote={null}
      />
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

interface SurveyTabsProps {
  survey: Resource<'Survey'>;
  /** The first is the one that the page opens with. */
  tabs: readonly SurveyTab[];
  bar: ReactNode;
  build: ReactNode;
  flow: ReactNode;
  previewNote: string | null;
}

function SurveyTabs({ survey, tabs, bar, build, flow, previewNote }: SurveyTabsProps) {
  const { t } = useTexts();
  const { tab } = route.useSearch();
  const navigate = route.useNavigate();
  const shown = tabs.find((one) => one === tab) ?? tabs[0];
  return (
    <Tabs
      value={shown}
      onChange={(value) => {
        const next = tabs.find((one) => one === value);
        void navigate({ search: next && next !== tabs[0] ? { tab: next } : {}, replace: true, resetScroll: false });
      }}
    >
      <div className={classes.tabHead}>
        <Tabs.List className={classes.tabList}>
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t.surveys[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {bar}
      </div>
      <Tabs.Panel value="build" pt="md">
        {build}
      </Tabs.Panel>
      <Tabs.Panel value="preview" pt="md">
        {previewNote && <p className="dim">{previewNote}</p>}
        <SurveyPreview survey={survey} />
      </Tabs.Panel>
      <Tabs.Panel value="flow" pt="md">
        {flow}
      </Tabs.Panel>
      <Tabs.Panel value="results" pt="md">
        <ResponseTable survey={survey} />
      </Tabs.Panel>
    </Tabs>
  );
}
