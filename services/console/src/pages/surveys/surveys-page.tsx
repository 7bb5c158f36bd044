import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { surveyTones } from '../../api/statuses.ts';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { Page } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { useSurveys } from './queries.ts';

export function SurveysPage() {
  const { t } = useTexts();
  const list = useSurveys();
  const columns: Column<Resource<'SurveySummary'>>[] = [
    { key: 'name', header: t.surveys.name, cell: (survey) => survey.name },
    {
      key: 'status',
      header: t.common.status,
      width: '150px',
      cell: (survey) => <Status tone={surveyTones[survey.status]}>{t.statuses.survey[survey.status]}</Status>,
    },
    {
      key: 'version',
      header: t.surveys.version,
      wideOnly: true,
      cell: (survey) => (
        <>
          {survey.publishedVersion === null ? (
            <span className="dim">{t.surveys.notPublished}</span>
          ) : (
            t.surveys.versionNumber(survey.publishedVersion)
          )}
          {survey.publishedVersion !== null && survey.hasUnpublishedChanges && (
            <span className="dim"> · {t.surveys.unpublishedChanges}</span>
          )}
        </>
      ),
    },
    {
      key: 'updated',
      header: t.surveys.updated,
      width: '140px',
      wideOnly: true,
      cell: (survey) => <RelativeTime at={survey.updatedAt} />,
    },
  ];
  return (
    <Page title={t.surveys.title} wide>
      <LiveTable
        label={t.surveys.what}
        list={list}
        columns={columns}
        link={(survey, children) => (
          <Link to="/surveys/$surveyId" params={{ surveyId: survey.id }} className="row-link">
            {children}
          </Link>
        )}
        empty={
          <EmptyState
            example={t.surveys.emptyExample}
            action={
              <Button renderRoot={(props) => <Link to="/settings/api-keys" {...props} />}>
                {t.surveys.emptyAction}
              </Button>
            }
          >
            {t.surveys.empty}
          </EmptyState>
        }
      />
    </Page>
  );
}
