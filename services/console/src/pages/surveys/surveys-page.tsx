import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { surveyTones } from '../../api/statuses.ts';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { Page } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useCreating } from '../../components/use-creating.ts';
import { useTexts } from '../../i18n/text.tsx';
import { CreateSurvey } from './create-survey.tsx';
import { useSurveys } from './queries.ts';

export function SurveysPage() {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  const list = useSurveys();
  const [creating, openForm, closeForm] = useCreating('/surveys');
  const create = mayWrite ? <Button onClick={openForm}>{t.build.create}</Button> : null;
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
    <Page title={t.surveys.title} actions={list.rows.length > 0 ? create : null} wide>
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
          <EmptyState example={t.surveys.emptyExample} action={create}>
            {t.surveys.empty}
          </EmptyState>
        }
      />
      <CreateSurvey opened={creating} onClose={closeForm} />
    </Page>
  );
}
