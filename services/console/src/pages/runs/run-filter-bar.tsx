import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { toggled } from '../../api/search.ts';
import { runTones, statusesOf } from '../../api/statuses.ts';
import { FilterBar, FilterChips, FilterChoice, FilterText } from '../../components/filter-bar.tsx';
import { Status } from '../../components/status.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { workflowNamesQuery } from './queries.ts';
import type { RunsSearch } from './run-filters.ts';

const route = getRouteApi('/app/runs');

export function RunFilterBar() {
  const { t, format } = useTexts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const workflows = useQuery(workflowNamesQuery).data ?? [];
  const set = useCallback(
    (change: { [Key in keyof RunsSearch]: RunsSearch[Key] | undefined }) =>
      void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
    [navigate],
  );
  const onRecordId = useCallback((recordId: string) => set({ recordId: recordId || undefined }), [set]);
  const workflowName = workflows.find(({ id }) => id === search.workflowId)?.name ?? search.workflowId;

  const chips = [
    search.status && {
      key: 'status',
      label: t.runs.outcome,
      value: format.list(search.status.map((status) => t.statuses.run[status])),
      onRemove: () => set({ status: undefined }),
    },
    search.workflowId && {
      key: 'workflow',
      label: t.runs.workflow,
      value: workflowName ?? '',
      onRemove: () => set({ workflowId: undefined }),
    },
    search.recordId && {
      key: 'record',
      label: t.runs.recordId,
      value: search.recordId,
      onRemove: () => set({ recordId: undefined }),
    },
  ].filter((chip) => chip !== undefined && chip !== '');

  return (
    <>
      <FilterBar label={t.runs.filter}>
        <FilterText label={t.runs.recordId} value={search.recordId ?? ''} onChange={onRecordId} />
        <FilterChoice
          label={t.runs.allOutcomes}
          chosen={search.status ?? []}
          options={statusesOf(runTones).map((status) => ({
            value: status,
            shown: <Status tone={runTones[status]}>{t.statuses.run[status]}</Status>,
          }))}
          onToggle={(status) => set({ status: toggled(search.status, status) })}
        />
        {workflows.length > 0 && (
          <FilterChoice
            label={t.runs.workflow}
            chosen={search.workflowId ? [search.workflowId] : []}
            options={workflows.map(({ id, name }) => ({ value: id, shown: name }))}
            onToggle={(id) => set({ workflowId: id === search.workflowId ? undefined : id })}
          />
        )}
      </FilterBar>
      <FilterChips
        chips={chips}
        onClear={() => set({ status: undefined, workflowId: undefined, recordId: undefined })}
      />
    </>
  );
}
