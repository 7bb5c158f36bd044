import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { useRuns } from './queries.ts';
import { RunFilterBar } from './run-filter-bar.tsx';
import { RunTable } from './run-table.tsx';

const route = getRouteApi('/app/runs');

export function RunsPage() {
  const { t } = useTexts();
  const search = route.useSearch();
  const list = useRuns(search);
  const filtered = Object.keys(search).length > 0;
  return (
    <Page title={t.runs.title} wide>
      <RunFilterBar />
      <RunTable
        list={list}
        empty={
          filtered ? (
            <EmptyState
              action={
                <Button variant="default" renderRoot={(props) => <Link to="/runs" {...props} />}>
                  {t.common.clearFilters}
                </Button>
              }
            >
              {t.common.nothingMatches}
            </EmptyState>
          ) : (
            <EmptyState
              example={t.runs.emptyExample}
              action={
                <Button renderRoot={(props) => <Link to="/event-sources" {...props} />}>{t.runs.emptyAction}</Button>
              }
            >
              {t.runs.empty}
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
