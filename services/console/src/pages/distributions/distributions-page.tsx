import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { Page } from '../../components/page.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { FunnelLine } from './funnel.tsx';
import { useDistributions } from './queries.ts';

export function DistributionsPage() {
  const { t, format } = useTexts();
  const list = useDistributions();
  const count = (stage: 'sent' | 'delivered') => ({
    key: stage,
    header: t.distributions[stage],
    align: 'end' as const,
    width: '100px',
    wideOnly: stage !== 'sent',
    cell: (row: Resource<'Distribution'>) => format.number(row.funnel[stage]),
  });
  const columns: Column<Resource<'Distribution'>>[] = [
    { key: 'name', header: t.distributions.name, cell: (row) => row.name },
    {
      key: 'survey',
      header: t.distributions.survey,
      wideOnly: true,
      cell: (row) => row.surveyName ?? <span className="dim">–</span>,
    },
    {
      key: 'workflow',
      header: t.distributions.workflow,
      wideOnly: true,
      cell: (row) => row.workflowName ?? <span className="dim">{t.runs.deletedWorkflow}</span>,
    },
    {
      key: 'channel',
      header: t.distributions.channel,
      width: '130px',
      wideOnly: true,
      cell: (row) => (row.channel === 'email' ? t.common.email : t.common.sms),
    },
    count('sent'),
    count('delivered'),
    {
      key: 'funnel',
      header: t.distributions.finished,
      width: '210px',
      cell: (row) => <FunnelLine funnel={row.funnel} />,
    },
  ];
  return (
    <Page title={t.distributions.title} wide>
      <LiveTable
        label={t.distributions.what}
        list={list}
        columns={columns}
        link={(row, children) => (
          <Link to="/distributions/$distributionId" params={{ distributionId: row.id }} className="row-link">
            {children}
          </Link>
        )}
        empty={
          <EmptyState
            example={t.distributions.emptyExample}
            action={
              <Button renderRoot={(props) => <Link to="/workflows" {...props} />}>{t.distributions.emptyAction}</Button>
            }
          >
            {t.distributions.empty}
          </EmptyState>
        }
      />
    </Page>
  );
}
