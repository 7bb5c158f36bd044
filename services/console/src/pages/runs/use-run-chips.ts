import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../i18n/text.tsx';
import { eventSourceNamesQuery, workflowNamesQuery } from './queries.ts';
import type { RunsSearchChange } from './run-filter-bar.tsx';
import type { RunsSearch } from './run-filters.ts';
import { timeWords } from './time-words.ts';

export interface RunChip {
  key: string;
  label: string;
  value: string;
  onRemove(): void;
}

/** The filters of runs in words, each with how it is taken away. */
export function useRunChips(search: RunsSearch, set: (change: RunsSearchChange) => void): RunChip[] {
  const { t, format } = useTexts();
  const workflows = useQuery(workflowNamesQuery).data ?? [];
  const eventSources = useQuery(eventSourceNamesQuery).data ?? [];
  const nameIn = (names: readonly { id: string; name: string }[], wanted: string) =>
    names.find(({ id }) => id === wanted)?.name ?? wanted;
  const chip = (key: keyof RunsSearch, label: string, value: string | undefined): RunChip[] =>
    value === undefined ? [] : [{ key, label, value, onRemove: () => set({ [key]: undefined }) }];
  const { status, workflowId, eventSourceId, recordId, contactId, notificationId, errorCode, traceId } = search;
  const time = timeWords(search, t, format);
  return [
    ...chip('status', t.runs.outcome, status && format.list(status.map((one) => t.statuses.run[one]))),
    ...(time === null
      ? []
      : [
          {
            ...{ key: 'time', label: t.runs.time, value: time },
            onRemove: () => set({ receivedAfter: undefined, receivedBefore: undefined }),
          },
        ]),
    ...chip('workflowId', t.runs.workflow, workflowId && nameIn(workflows, workflowId)),
    ...chip('eventSourceId', t.runs.eventSource, eventSourceId && nameIn(eventSources, eventSourceId)),
    ...chip('errorCode', t.runs.errorCode, errorCode && (t.failures[errorCode]?.sentence ?? errorCode)),
    ...chip('recordId', t.runs.recordId, recordId),
    ...chip('traceId', t.runs.traceId, traceId),
    ...chip('contactId', t.runs.contact, contactId),
    ...chip('notificationId', t.runs.notification, notificationId),
    ...chip('replayId', t.runs.replay, search.replayId),
  ];
}
