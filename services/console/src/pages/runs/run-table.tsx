import { Tooltip } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Resource } from '../../api/client.ts';
import { runTones } from '../../api/statuses.ts';
import type { Column, Selection } from '../../components/data-table.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { personName } from '../../components/person-name.ts';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import type { useRuns } from './queries.ts';

type Run = Resource<'Run'>;

interface RunTableProps {
  list: ReturnType<typeof useRuns>;
  empty: ReactNode;
  selection?: Selection;
}

export function RunTable({ list, empty, selection }: RunTableProps) {
  const { t, format } = useTexts();
  const columns: Column<Run>[] = [
    { key: 'received', header: t.runs.received, width: '120px', cell: (run) => <RelativeTime at={run.receivedAt} /> },
    {
      key: 'record',
      header: t.runs.record,
      width: '200px',
      wideOnly: true,
      cell: (run) => (
        <span className="nowrap">
          {run.objectType && <span className="dim">{run.objectType} </span>}
          <span className="mono">{run.recordId ?? '–'}</span>
          {run.replayId && (
            <Tooltip label={t.runs.replayedFrom}>
              <IconRepeat size={13} stroke={1.6} aria-label={t.runs.replayedFrom} className="dim" />
            </Tooltip>
          )}
        </span>
      ),
    },
    {
      key: 'workflow',
      header: t.runs.workflow,
      wideOnly: true,
      cell: (run) => run.workflowName ?? <span className="dim">{t.runs.deletedWorkflow}</span>,
    },
    {
      key: 'contact',
      header: t.runs.contact,
      cell: (run) =>
        (run.contact && personName(run.contact)) || (
          <>
            <span className="dim wide-only">–</span>
            <span className="mono phone-only">{run.recordId ?? '–'}</span>
          </>
        ),
    },
    {
      key: 'outcome',
      header: t.runs.outcome,
      width: '160px',
      cell: (run) => <Status tone={runTones[run.status]}>{t.statuses.run[run.status]}</Status>,
    },
    {
      key: 'duration',
      header: t.runs.duration,
      align: 'end',
      width: '110px',
      wideOnly: true,
      cell: (run) =>
        run.finishedAt ? (
          <span className="nowrap">
            {format.duration(Date.parse(run.finishedAt) - Date.parse(run.replayId ? run.startedAt : run.receivedAt))}
          </span>
        ) : (
          <span className="dim">–</span>
        ),
    },
  ];
  return (
    <LiveTable
      label={t.runs.what}
      list={list}
      columns={columns}
      empty={empty}
      {...(selection && { selection })}
      link={(run, children) => (
        <Link to="/runs/$runId" params={{ runId: run.id }} className="row-link">
          {children}
        </Link>
      )}
    />
  );
}
