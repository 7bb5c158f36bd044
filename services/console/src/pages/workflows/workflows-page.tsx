import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { workflowTones } from '../../api/statuses.ts';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { Page } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useCreating } from '../../components/use-creating.ts';
import { useTexts } from '../../i18n/text.tsx';
import { ImportDialog } from './moving/import-dialog.tsx';
import { NewWorkflow } from './new-workflow.tsx';
import { useWorkflows } from './queries.ts';
import { ownerName } from './sharing/owner-name.ts';

export function WorkflowsPage() {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  const [creating, openForm, closeForm] = useCreating('/workflows');
  const [importing, setImporting] = useState(false);
  const list = useWorkflows();
  const columns: Column<Resource<'WorkflowSummary'>>[] = [
    { key: 'name', header: t.workflows.name, cell: (workflow) => workflow.name },
    {
      key: 'status',
      header: t.common.status,
      width: '200px',
      cell: (workflow) => (
        <>
          <Status tone={workflowTones[workflow.status]}>{t.statuses.workflow[workflow.status]}</Status>
          {workflow.hasDraft && <span className="dim"> · {t.workflows.draftChanged}</span>}
        </>
      ),
    },
    {
      key: 'source',
      header: t.workflows.eventSource,
      wideOnly: true,
      cell: (workflow) => (
        <Link to="/event-sources/$eventSourceId" params={{ eventSourceId: workflow.eventSourceId }} className="link">
          {workflow.eventSourceName}
        </Link>
      ),
    },
    {
      key: 'owner',
      header: t.sharing.owner,
      width: '170px',
      wideOnly: true,
      cell: (workflow) => (
        <>
          {ownerName(workflow, t)}
          {workflow.restricted && <span className="dim"> · {t.sharing.restrictedBadge}</span>}
        </>
      ),
    },
    {
      key: 'revision',
      header: t.workflows.revision,
      align: 'end',
      width: '100px',
      wideOnly: true,
      cell: (workflow) => workflow.revision,
    },
    {
      key: 'updated',
      header: t.workflows.updated,
      width: '140px',
      wideOnly: true,
      cell: (workflow) => <RelativeTime at={workflow.updatedAt} />,
    },
  ];
  return (
    <Page
      title={t.workflows.title}
      actions={
        mayWrite && (
          <>
            <Button variant="default" onClick={() => setImporting(true)}>
              {t.moving.import}
            </Button>
            <Button onClick={openForm}>{t.builder.newWorkflow}</Button>
          </>
        )
      }
      wide
    >
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
      <NewWorkflow opened={creating} onClose={closeForm} />
      <LiveTable
        label={t.workflows.what}
        list={list}
        columns={columns}
        link={(workflow, children) => (
          <Link to="/workflows/$workflowId" params={{ workflowId: workflow.id }} className="row-link">
            {children}
          </Link>
        )}
        empty={
          <EmptyState
            example={t.workflows.emptyExample}
            action={mayWrite && <Button onClick={openForm}>{t.builder.newWorkflow}</Button>}
          >
            {t.workflows.empty}
          </EmptyState>
        }
      />
    </Page>
  );
}
