import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, type Resource, reply } from '../../api/client.ts';
import { usePagedList } from '../../components/paged-list.ts';
import { type RunsSearch, toRunFilter } from '../runs/run-filters.ts';

export type Operation = Resource<'Operation'>;

export function isUnfinished({ status }: Pick<Operation, 'status'>): boolean {
  return status === 'queued' || status === 'running' || status === 'stopping';
}

/** Live events tell of progress; asking besides shows it also while they are away. */
const askAgainMs = 2_000;

export const operationQuery = (operationId: string) =>
  queryOptions({
    queryKey: ['operations', 'one', operationId],
    queryFn: ({ signal }) => reply(api.GET('/operations/{operationId}', { params: { path: { operationId } }, signal })),
    refetchInterval: ({ state }) => (state.data && !isUnfinished(state.data) ? false : askAgainMs),
  });

export function useOperations() {
  return usePagedList({
    key: ['operations', 'list'],
    fetchPage: (cursor, signal) =>
      reply(api.GET('/operations', { params: { query: { limit: pageSize, cursor: cursor ?? undefined } }, signal })),
  });
}

/** Those under way, for where they were started. */
export const unfinishedOperationsQuery = queryOptions({
  queryKey: ['operations', 'unfinished'],
  queryFn: async ({ signal }) => {
    const { data } = await reply(api.GET('/operations', { params: { query: { limit: 20 } }, signal }));
    return data.filter(isUnfinished);
  },
});

/** Which runs: chosen one by one, or all that match. */
export type ChosenRuns = { ids: string[] } | { search: RunsSearch };

export function startOnRuns(kind: 'retry-runs' | 'cancel-runs', chosen: ChosenRuns): Promise<Operation> {
  const runs = 'ids' in chosen ? { runIds: chosen.ids } : { filter: toRunFilter(chosen.search) };
  return reply(api.POST('/operations', { body: { kind, runs } }));
}

export const stopOperation = (operationId: string) =>
  reply(api.POST('/operations/{operationId}/stop', { params: { path: { operationId } } }));

export interface ReplayRequest {
  notifications:
    | { notificationIds: string[] }
    | { filter: { eventSourceId: string; recordId?: string; receivedAfter?: string; receivedBefore?: string } };
  workflowId: string | null;
  revision: 'current' | 'original';
  onlyNew: boolean;
}

export const previewReplay = (replay: ReplayRequest) => reply(api.POST('/operations/replay-preview', { body: replay }));

export const startReplay = (replay: ReplayRequest) =>
  reply(api.POST('/operations', { body: { kind: 'replay-notifications', replay } }));
