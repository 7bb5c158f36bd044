import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, pageSize, reply } from '../../api/client.ts';
import { ApiError, toProblem } from '../../api/problem.ts';
import { useLiveList } from '../../components/live-list.ts';
import { type RunsSearch, toRunFilter, toRunQuery } from './run-filters.ts';

export function useRuns(search: RunsSearch) {
  return useLiveList({
    key: ['runs', search],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/runs', {
          params: { query: { limit: pageSize, cursor: cursor ?? undefined, ...toRunQuery(search) } },
          signal,
        }),
      ),
  });
}

/** How many runs match, up to 10,000. */
export const runCountQuery = (search: RunsSearch) =>
  queryOptions({
    queryKey: ['runs', 'count', search],
    queryFn: ({ signal }) => reply(api.GET('/runs/count', { params: { query: toRunQuery(search) }, signal })),
  });

export const runHistogramQuery = (search: RunsSearch, time: { from: Date; to: Date; bars: number }) =>
  queryOptions({
    queryKey: ['runs', 'histogram', search, time],
    queryFn: ({ signal }) => {
      const { from, to, bars } = time;
      const range = { receivedAfter: from.toISOString(), receivedBefore: to.toISOString() };
      const query = { ...toRunQuery(search), ...range, bars };
      return reply(api.GET('/runs/histogram', { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
  });

export const runViewsQuery = queryOptions({
  queryKey: ['run-views'],
  queryFn: async ({ signal }) => (await reply(api.GET('/run-views', { signal }))).data,
});

export const saveRunView = (name: string, search: RunsSearch) =>
  reply(api.POST('/run-views', { body: { name, filter: toRunFilter(search) } }));

export async function deleteRunView(runViewId: string): Promise<void> {
  const { error, response } = await api.DELETE('/run-views/{runViewId}', { params: { path: { runViewId } } });
  if (error !== undefined) throw new ApiError(toProblem(response.status, error));
}

export const eventSourceNamesQuery = queryOptions({
  queryKey: ['event-sources', 'names'],
  queryFn: async ({ signal }) => {
    const { data } = await reply(api.GET('/event-sources', { params: { query: { limit: 100 } }, signal }));
    return data.map(({ id, name }) => ({ id, name }));
  },
});

export const runQuery = (runId: string) =>
  queryOptions({
    queryKey: ['runs', 'one', runId],
    queryFn: ({ signal }) => reply(api.GET('/runs/{runId}', { params: { path: { runId } }, signal })),
  });

/** What its conditions saw: a decision once made never changes. */
export const runConditionsQuery = (runId: string) =>
  queryOptions({
    queryKey: ['runs', 'conditions', runId],
    queryFn: ({ signal }) => reply(api.GET('/runs/{runId}/conditions', { params: { path: { runId } }, signal })),
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
