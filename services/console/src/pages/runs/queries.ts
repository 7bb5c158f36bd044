import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, reply } from '../../api/client.ts';
import { useLiveList } from '../../components/live-list.ts';
import type { RunsSearch } from './run-filters.ts';

export function useRuns({ status, workflowId, recordId }: RunsSearch) {
  return useLiveList({
    key: ['runs', { status, workflowId, recordId }],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/runs', {
          params: {
            query: { limit: pageSize, cursor: cursor ?? undefined, status: status?.join(','), workflowId, recordId },
          },
          signal,
        }),
      ),
  });
}

export const runQuery = (runId: string) =>
  queryOptions({
    queryKey: ['runs', 'one', runId],
    queryFn: ({ signal }) => reply(api.GET('/runs/{runId}', { params: { path: { runId } }, signal })),
  });

export const retryRun = (runId: string) => reply(api.POST('/runs/{runId}/retry', { params: { path: { runId } } }));
export const continueRun = (runId: string) =>
  reply(api.POST('/runs/{runId}/continue', { params: { path: { runId } } }));
export const cancelRun = (runId: string) => reply(api.POST('/runs/{runId}/cancel', { params: { path: { runId } } }));

/** The revision that a run executes: which fields its steps use. Immutable, so never stale. */
export const revisionQuery = (workflowId: string, revision: number | null) =>
  queryOptions({
    queryKey: ['revision', workflowId, revision],
    queryFn: ({ signal }) =>
      reply(
        api.GET('/workflows/{workflowId}/revisions/{revision}', {
          params: { path: { workflowId, revision: revision ?? 0 } },
          signal,
        }),
      ),
    enabled: revision !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Names for the workflow filter: the first hundred are enough to choose from. */
export const workflowNamesQuery = queryOptions({
  queryKey: ['workflows', 'names'],
  queryFn: async ({ signal }) => {
    const { data } = await reply(api.GET('/workflows', { params: { query: { limit: 100 } }, signal }));
    return data.map(({ id, name }) => ({ id, name }));
  },
});
