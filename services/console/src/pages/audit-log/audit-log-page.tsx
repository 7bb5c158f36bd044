import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, FilterChips, FilterChoice } from '../../components/filter-bar.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { Page } from '../../components/page.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { showFailure } from '../../components/toasts.tsx';
import { type Catalogue, useTexts } from '../../i18n/text.tsx';
import { eventSourceNamesQuery } from '../runs/queries.ts';
import { membersQuery } from '../team/queries.ts';
import { type AuditNames, auditDetail } from './audit-detail.ts';
import type { AuditSearch } from './audit-filters.ts';
import { type AuditEntry, exportEntries, useAuditEntries } from './queries.ts';
import { toCsv } from './to-csv.ts';

const route = getRouteApi('/app/settings/audit-log');

export function AuditLogPage() {
  const { t, format } = useTexts();
  const search = route.useSearch();
  const names = useAuditNames();
  const list = useAuditEntries(search);
  const words: Record<string, string> = t.auditLog.actions;
  const save = useMutation({
    mutationFn: async () => download(toCsv(await exportEntries(search))),
    onError: (error) => showFailure(error, t),
  });
  const columns: Column<AuditEntry>[] = [
    { key: 'at', header: t.auditLog.when, width: '130px', cell: (entry) => <RelativeTime at={entry.at} /> },
    {
      key: 'who',
      header: t.auditLog.who,
      width: '160px',
      wideOnly: true,
      cell: (entry) => actorOf(entry, t),
    },
    {
      key: 'what',
      header: t.auditLog.what,
      width: '260px',
      cell: (entry) => (
        <>
          {words[entry.action] ?? entry.action}
          <div className="dim phone-only">{actorOf(entry, t)}</div>
        </>
      ),
    },
    { key: 'subject', header: t.auditLog.subject, cell: (entry) => <Subject entry={entry} /> },
    {
      key: 'detail',
      header: t.auditLog.detail,
      wideOnly: true,
      cell: (entry) =>
        auditDetail(entry.detail, { t, names, dateTime: format.dateTime }).map((fact) => (
          <div key={fact} className="dim">
            {fact}
          </div>
        )),
    },
  ];
  return (
    <Page
      title={t.auditLog.title}
      above={[<span key="settings">{t.shell.settings}</span>]}
      actions={
        list.rows.length > 0 && (
          <Button variant="default" loading={save.isPending} onClick={() => save.mutate()}>
            {t.auditLog.export}
          </Button>
        )
      }
      wide
    >
      <AuditFilterBar search={search} />
      <LiveTable
        label={t.auditLog.title}
        list={list}
        columns={columns}
        empty={<EmptyState>{Object.keys(search).length > 0 ? t.common.nothingMatches : t.auditLog.empty}</EmptyState>}
      />
    </Page>
  );
}

function actorOf({ actor, actorName }: AuditEntry, t: Catalogue): string {
  return actor === 'rule' ? t.auditLog.byRule : actorName || actor;
}

function AuditFilterBar({ search }: { search: AuditSearch }) {
  const { t } = useTexts();
  const navigate = route.useNavigate();
  const members = useQuery(membersQuery).data ?? [];
  const set = (change: { [Key in keyof AuditSearch]: AuditSearch[Key] | undefined }) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true });
  const words: Record<string, string> = t.auditLog.actions;
  const actorName = members.find(({ id }) => `user:${id}` === search.actor)?.name ?? search.actor;
  const chips = [
    search.action && {
      key: 'action',
      label: t.auditLog.what,
      value: words[search.action] ?? search.action,
      onRemove: () => set({ action: undefined }),
    },
    search.actor && {
      key: 'actor',
      label: t.auditLog.who,
      value: actorName ?? '',
      onRemove: () => set({ actor: undefined }),
    },
    search.subjectId && {
      key: 'subject',
      label: t.auditLog.subject,
      value: search.subjectId,
      onRemove: () => set({ subjectId: undefined }),
    },
  ].filter((chip) => chip !== undefined && chip !== '');
  return (
    <>
      <FilterBar label={t.auditLog.filter}>
        <FilterChoice
          label={t.auditLog.what}
          chosen={search.action ? [search.action] : []}
          options={Object.entries(words).map(([value, shown]) => ({ value, shown }))}
          onToggle={(action) => set({ action: action === search.action ? undefined : action })}
        />
        <FilterChoice
          label={t.auditLog.who}
          chosen={search.actor ? [search.actor] : []}
          options={members.map(({ id, name }) => ({ value: `user:${id}`, shown: name }))}
          onToggle={(actor) => set({ actor: actor === search.actor ? undefined : actor })}
        />
      </FilterBar>
      <FilterChips chips={chips} onClear={() => set({ action: undefined, actor: undefined, subjectId: undefined })} />
    </>
  );
}

function useAuditNames(): AuditNames {
  const members = useQuery(membersQuery).data ?? [];
  const eventSources = useQuery(eventSourceNamesQuery).data ?? [];
  const byId = (list: readonly { id: string; name: string }[]) => new Map(list.map(({ id, name }) => [id, name]));
  return { members: byId(members), eventSources: byId(eventSources) };
}

/** What it was about, with the way to it where it has a page. */
function Subject({ entry }: { entry: AuditEntry }): ReactNode {
  const { t } = useTexts();
  const { subjectId: id, subjectName } = entry;
  const [kind] = entry.action.split('.');
  if (id === null) return subjectName ?? '';
  const name = subjectName ?? t.auditLog.open;
  if (kind === 'workflow')
    return (
      <Link to="/workflows/$workflowId" params={{ workflowId: id }} className="link">
        {name}
      </Link>
    );
  if (kind === 'run')
    return (
      <Link to="/runs/$runId" params={{ runId: id }} className="link">
        {name}
      </Link>
    );
  if (kind === 'survey')
    return (
      <Link to="/surveys/$surveyId" params={{ surveyId: id }} className="link">
        {name}
      </Link>
    );
  if (kind === 'event-source') {
    return (
      <Link to="/event-sources/$eventSourceId" params={{ eventSourceId: id }} className="link">
        {name}
      </Link>
    );
  }
  if (kind === 'operation')
    return (
      <Link to="/operations/$operationId" params={{ operationId: id }} className="link">
        {name}
      </Link>
    );
  if (kind === 'webhook')
    return (
      <Link to="/settings/webhooks/$webhookId" params={{ webhookId: id }} className="link">
        {name}
      </Link>
    );
  return subjectName ?? '';
}

function download(csv: string): void {
  const url = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'audit-log.csv';
  link.click();
  URL.revokeObjectURL(url);
}
