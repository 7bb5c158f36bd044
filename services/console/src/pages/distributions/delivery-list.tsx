import { Button } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Resource } from '../../api/client.ts';
import { toggled } from '../../api/search.ts';
import { type DeliveryStatus, deliveryTones, statusesOf } from '../../api/statuses.ts';
import type { Column } from '../../components/data-table.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { FilterBar, FilterChips, FilterChoice } from '../../components/filter-bar.tsx';
import { LiveTable } from '../../components/live-table.tsx';
import { personName } from '../../components/person-name.ts';
import { failureWords } from '../../components/problem-words.ts';
import { Status } from '../../components/status.tsx';
import { RelativeTime } from '../../components/time.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { useDistributionDeliveries } from './queries.ts';

const route = getRouteApi('/app/distributions/$distributionId');

/** Everyone of a distribution, each with the state of the message and its reason. */
export function DeliveryList({ distributionId, counts }: { distributionId: string; counts: Record<string, number> }) {
  const { t, format } = useTexts();
  const { status } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useDistributionDeliveries(distributionId, { status });
  const set = (next: DeliveryStatus[] | undefined) =>
    void navigate({ search: next ? { status: next } : {}, replace: true, resetScroll: false });
  const columns: Column<Resource<'Delivery'>>[] = [
    {
      key: 'person',
      header: t.distributions.person,
      cell: (row) => (row.contact && personName(row.contact)) || row.to,
    },
    { key: 'to', header: t.distributions.to, wideOnly: true, cell: (row) => row.to },
    {
      key: 'status',
      header: t.common.status,
      width: '180px',
      cell: (row) => <Status tone={deliveryTones[row.status]}>{t.statuses.delivery[row.status]}</Status>,
    },
    {
      key: 'reason',
      header: t.distributions.reason,
      wideOnly: true,
      cell: (row) => (row.error ? failureWords(row.error.code, row.error, t).sentence : <span className="dim">–</span>),
    },
    {
      key: 'when',
      header: t.distributions.when,
      width: '130px',
      wideOnly: true,
      cell: (row) => <RelativeTime at={row.updatedAt} />,
    },
  ];
  return (
    <>
      <FilterBar label={t.distributions.filter}>
        <FilterChoice
          label={t.common.status}
          chosen={status ?? []}
          options={statusesOf(deliveryTones)
            .filter((one) => (counts[one] ?? 0) > 0 || status?.includes(one))
            .map((one) => ({
              value: one,
              shown: (
                <>
                  <Status tone={deliveryTones[one]}>{t.statuses.delivery[one]}</Status>{' '}
                  <span className="dim tabular">{format.number(counts[one] ?? 0)}</span>
                </>
              ),
            }))}
          onToggle={(one) => set(toggled(status, one))}
        />
      </FilterBar>
      <FilterChips
        chips={
          status
            ? [
                {
                  key: 'status',
                  label: t.common.status,
                  value: format.list(status.map((one) => t.statuses.delivery[one])),
                  onRemove: () => set(undefined),
                },
              ]
            : []
        }
        onClear={() => set(undefined)}
      />
      <LiveTable
        label={t.distributions.whatDeliveries}
        list={list}
        columns={columns}
        link={(row, children) => (
          <Link to="/deliveries/$deliveryId" params={{ deliveryId: row.id }} className="row-link">
            {children}
          </Link>
        )}
        empty={
          <EmptyState
            action={
              status && (
                <Button variant="default" onClick={() => set(undefined)}>
                  {t.common.clearFilters}
                </Button>
              )
            }
          >
            {status ? t.common.nothingMatches : t.distributions.emptyDeliveries}
          </EmptyState>
        }
      />
    </>
  );
}
