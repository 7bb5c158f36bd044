import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { useRights } from '../../api/rights.ts';
import { eventSourceTones } from '../../api/statuses.ts';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { Page } from '../../components/page.tsx';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useCreating } from '../../components/use-creating.ts';
import { useTexts } from '../../i18n/text.tsx';
import { CreateEventSource } from './create-event-source.tsx';
import { useEventSources } from './queries.ts';

export function EventSourcesPage() {
  const { t } = useTexts();
  const { mayWrite } = useRights();
  const list = useEventSources();
  const [creating, open, close] = useCreating('/event-sources');
  const dash = <span className="dim">–</span>;
  const columns: Column<Resource<'EventSource'>>[] = [
    { key: 'name', header: t.eventSources.name, cell: (source) => source.name },
    { key: 'object', header: t.eventSources.object, wideOnly: true, cell: (source) => source.objectType ?? dash },
    {
      key: 'org',
      header: t.eventSources.org,
      wideOnly: true,
      cell: (source) => (source.organizationId ? <span className="mono">{source.organizationId}</span> : dash),
    },
    {
      key: 'status',
      header: t.common.status,
      cell: (source) => <Status tone={eventSourceTones[source.status]}>{t.statuses.eventSource[source.status]}</Status>,
    },
    {
      key: 'last',
      header: t.eventSources.lastMessage,
      width: '140px',
      wideOnly: true,
      cell: (source) =>
        source.lastMessageAt ? (
          <RelativeTime at={source.lastMessageAt} />
        ) : (
          <span className="dim">{t.eventSources.never}</span>
        ),
    },
  ];
  const create = mayWrite ? <Button onClick={open}>{t.eventSources.create}</Button> : null;
  return (
    <Page title={t.eventSources.title} wide actions={list.rows.length > 0 ? create : null}>
      <LiveTable
        label={t.eventSources.what}
        list={list}
        columns={columns}
        link={(source, children) => (
          <Link to="/event-sources/$eventSourceId" params={{ eventSourceId: source.id }} className="row-link">
            {children}
          </Link>
        )}
        empty={
          <EmptyState example={t.eventSources.emptyExample} action={create}>
            {t.eventSources.empty}
          </EmptyState>
        }
      />
      <CreateEventSource opened={creating} onClose={close} />
    </Page>
  );
}
