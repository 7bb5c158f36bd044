import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { Resource } from '../../api/client.ts';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, FilterChips, FilterText } from '../../components/filter-bar.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { Page } from '../../components/page.tsx';
import { personName } from '../../components/person-name.ts';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { mailingListQuery, useContacts } from './queries.ts';

const route = getRouteApi('/app/contacts');

export function ContactsPage() {
  const { t, format } = useTexts();
  const filter = route.useSearch();
  const { search, list: listId } = filter;
  const { data: mailingList } = useQuery({ ...mailingListQuery(listId ?? ''), enabled: listId !== undefined });
  const navigate = route.useNavigate();
  const list = useContacts(filter);
  const onSearch = useCallback(
    (text: string) => {
      void navigate({
        search: ({ list }) => ({ ...(text && { search: text }), ...(list && { list }) }),
        replace: true,
      });
    },
    [navigate],
  );
  const clear = () => void navigate({ search: {}, replace: true });
  const dash = <span className="dim">–</span>;
  const columns: Column<Resource<'Contact'>>[] = [
    { key: 'name', header: t.contacts.name, cell: (contact) => personName(contact) ?? t.common.unnamed },
    { key: 'email', header: t.contacts.email, cell: (contact) => contact.email ?? dash },
    {
      key: 'phone',
      header: t.contacts.phone,
      width: '150px',
      wideOnly: true,
      cell: (contact) => contact.phone ?? dash,
    },
    {
      key: 'reference',
      header: t.contacts.reference,
      wideOnly: true,
      cell: (contact) => (contact.externalReference ? <span className="mono">{contact.externalReference}</span> : dash),
    },
    {
      key: 'opt-outs',
      header: t.contacts.optedOut,
      width: '160px',
      wideOnly: true,
      cell: (contact) => {
        const channels = [
          ...(contact.emailOptedOutAt ? [t.common.email] : []),
          ...(contact.smsOptedOutAt ? [t.common.sms] : []),
        ];
        return channels.length > 0 ? format.list(channels) : dash;
      },
    },
    {
      key: 'updated',
      header: t.contacts.updated,
      width: '130px',
      wideOnly: true,
      cell: (contact) => <RelativeTime at={contact.updatedAt} />,
    },
  ];
  return (
    <Page title={t.contacts.title} wide>
      <FilterBar label={t.contacts.filter}>
        <FilterText label={t.contacts.search} value={search ?? ''} onChange={onSearch} width={320} />
      </FilterBar>
      <FilterChips
        chips={[
          ...(search
            ? [{ key: 'search', label: t.contacts.searchLabel, value: search, onRemove: () => onSearch('') }]
            : []),
          ...(listId
            ? [
                {
                  key: 'list',
                  label: t.contacts.listLabel,
                  value: mailingList?.name ?? listId,
                  onRemove: () => void navigate({ search: search ? { search } : {}, replace: true }),
                },
              ]
            : []),
        ]}
        onClear={clear}
      />
      <LiveTable
        label={t.contacts.what}
        list={list}
        columns={columns}
        link={(contact, children) => (
          <Link to="/contacts/$contactId" params={{ contactId: contact.id }} className="row-link">
            {children}
          </Link>
        )}
        empty={
          search || listId ? (
            <EmptyState
              action={
                <Button variant="default" onClick={clear}>
                  {t.common.clearFilters}
                </Button>
              }
            >
              {t.common.nothingMatches}
            </EmptyState>
          ) : (
            <EmptyState
              example={t.contacts.emptyExample}
              action={
                <Button renderRoot={(props) => <Link to="/workflows" {...props} />}>{t.contacts.emptyAction}</Button>
              }
            >
              {t.contacts.empty}
            </EmptyState>
          )
        }
      />
    </Page>
  );
}
