import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { Page } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { progressWords } from './operation-progress.tsx';
import { operationTone } from './operation-tones.ts';
import { type Operation, useOperations } from './queries.ts';

export function OperationsPage() {
  const { t, format } = useTexts();
  const list = useOperations();
  const columns: Column<Operation>[] = [
    { key: 'kind', header: t.operations.action, cell: (operation) => t.operations.kinds[operation.kind] },
    {
      key: 'status',
      header: t.common.status,
      width: '170px',
      cell: (operation) => <Status tone={operationTone(operation)}>{t.operations.statuses[operation.status]}</Status>,
    },
    {
      key: 'progress',
      header: t.operations.progress,
      align: 'end',
      width: '170px',
      wideOnly: true,
      cell: (operation) => progressWords(operation, t, format),
    },
    {
      key: 'by',
      header: t.operations.startedBy,
      width: '200px',
      wideOnly: true,
      cell: (operation) => operation.createdByName,
    },
    {
      key: 'at',
      header: t.operations.started,
      width: '130px',
      wideOnly: true,
      cell: (operation) => <RelativeTime at={operation.createdAt} />,
    },
  ];
  return (
    <Page
      title={t.operations.title}
      above={[
        <Link key="runs" to="/runs">
          {t.runs.title}
        </Link>,
      ]}
    >
      <LiveTable
        label={t.operations.what}
        list={list}
        columns={columns}
        link={(operation, children) => (
          <Link to="/operations/$operationId" params={{ operationId: operation.id }} className="row-link">
            {children}
          </Link>
        )}
        empty={
          <EmptyState
            action={
              <Button variant="default" renderRoot={(props) => <Link to="/runs" {...props} />}>
                {t.operations.emptyAction}
              </Button>
            }
          >
            {t.operations.empty}
          </EmptyState>
        }
      />
    </Page>
  );
}
