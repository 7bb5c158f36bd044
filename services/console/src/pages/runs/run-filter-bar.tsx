import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { toggled } from '../../api/search.ts';
import { runTones, statusesOf } from '../../api/statuses.ts';
import { FilterBar, FilterChips, FilterChoice, FilterText } from '../../components/filter-bar.tsx';
import { Status } from '../../components/status.tsx';
import { useTexts } from '../../i18n/text.tsx';
import { errorCodesQuery } from '../errors/queries.ts';
import { eventSourceNamesQuery, workflowNamesQuery } from './queries.ts';
import { type RunsSearch, searchOfTyped } from './run-filters.ts';
import { RunViews } from './run-views.tsx';
import { TimeChoice } from './time-choice.tsx';
import { useRunChips } from './use-run-chips.ts';

const route = getRouteApi('/app/runs');

/** Changes of the filters; `undefined` takes one away. */
export type RunsSearchChange = { [Key in keyof RunsSearch]: RunsSearch[Key] | undefined };

export function RunFilterBar() {
  const { t } = useTexts();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const workflows = useQuery(workflowNamesQuery).data ?? [];
  const eventSources = useQuery(eventSourceNamesQuery).data ?? [];
  const codes = useQuery(errorCodesQuery).data?.data ?? [];
  const set = useCallback(
    (change: RunsSearchChange) => void navigate({ search: (before) => ({ ...before, ...change }), replace: true }),
    [navigate],
  );
  const onTyped = useCallback(
    (typed: string) => set({ recordId: undefined, traceId: undefined, ...searchOfTyped(typed) }),
    [set],
  );
  const chips = useRunChips(search, set);
  const toggleOne = (name: 'workflowId' | 'eventSourceId' | 'errorCode', value: string) =>
    set({ [name]: search[name] === value ? undefined : value });

  return (
    <>
      <FilterBar label={t.runs.filter}>
        <FilterText label={t.runs.recordOrTrace} value={search.recordId ?? search.traceId ?? ''} onChange={onTyped} />
        <FilterChoice
          label={t.runs.allOutcomes}
          chosen={search.status ?? []}
          options={statusesOf(runTones).map((status) => ({
            value: status,
            shown: <Status tone={runTones[status]}>{t.statuses.run[status]}</Status>,
          }))}
          onToggle={(status) => set({ status: toggled(search.status, status) })}
        />
        <TimeChoice search={search} onChange={set} />
        {workflows.length > 0 && (
          <FilterChoice
            label={t.runs.workflow}
            chosen={search.workflowId ? [search.workflowId] : []}
            options={workflows.map(({ id, name }) => ({ value: id, shown: name }))}
            onToggle={(id) => toggleOne('workflowId', id)}
          />
        )}
        {eventSources.length > 1 && (
          <FilterChoice
            label={t.runs.eventSource}
            chosen={search.eventSourceId ? [search.eventSourceId] : []}
            options={eventSources.map(({ id, name }) => ({ value: id, shown: name }))}
            onToggle={(id) => toggleOne('eventSourceId', id)}
          />
        )}
        <FilterChoice
          label={t.runs.errorCode}
          chosen={search.errorCode ? [search.errorCode] : []}
          options={codes
            .filter(({ area }) => area !== null && area !== 'api')
            .map(({ code, sentence }) => ({ value: code, shown: t.failures[code]?.sentence ?? sentence }))}
          onToggle={(code) => toggleOne('errorCode', code)}
        />
        <RunViews search={search} />
      </FilterBar>
      <FilterChips chips={chips} onClear={() => void navigate({ search: {}, replace: true })} />
    </>
  );
}
