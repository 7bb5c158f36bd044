import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRights } from '../../api/rights.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { UnderWay } from '../operations/under-way.tsx';
import { useRuns } from './queries.ts';
import { RunBulkBar } from './run-bulk-bar.tsx';
import { RunFilterBar } from './run-filter-bar.tsx';
import { exportAddress, type RunsSearch } from './run-filters.ts';
import { RunHistogram } from './run-histogram.tsx';
import { useRunSelection } from './run-selection.ts';
import { RunTable } from './run-table.tsx';

const route = getRouteApi('/app/runs');

export function RunsPage() {
  const { t } = useTexts();
  const search = route.useSearch();
  return (
    <Page title={t.runs.title} wide actions={<RunsActions search={search} />}>
      <UnderWay />
      <RunFilterBar />
      <RunHistogram search={search} />
      <RunList key={JSON.stringify(search)} search={search} />
    </Page>
  );
}

function RunsActions({ search }: { search: RunsSearch }) {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  return (
    <>
      <Button variant="subtle" renderRoot={(props) => <Link to="/operations" {...props} />}>
        {t.operations.title}
      </Button>
      {mayWrite && (
        <Button variant="default" renderRoot={(props) => <Link to="/replay" {...props} />}>
          {t.operations.replay}
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {t.runs.export}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={exportAddress('csv', search)} download>
            {t.runs.exportCsv}
          </Menu.Item>
          <Menu.Item component="a" href={exportAddress('ndjson', search)} download>
            {t.runs.exportJson}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

/** Made anew with other filters: what was selected belongs to those before. */
function RunList({ search }: { search: RunsSearch }) {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  const list = useRuns(search);
  const selection = useRunSelection(list.rows);
  const filtered = Object.keys(search).length > 0;
  return (
    <>
      <RunTable
        list={list}
        {...(mayWrite && { selection: selection.table })}
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
      {mayWrite && <RunBulkBar search={search} list={list} selection={selection} />}
    </>
  );
}
