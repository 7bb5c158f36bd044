import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, type Resource, reply } from '../../api/client.ts';
import { useLiveList } from '../../components/live-list.ts';
import { usePagedList } from '../../components/paged-list.ts';

export function useSurveys() {
  return usePagedList({
    key: ['surveys', 'list'],
    fetchPage: (cursor, signal) =>
      reply(api.GET('/surveys', { params: { query: { limit: pageSize, cursor: cursor ?? undefined } }, signal })),
  });
}

const at = (surveyId: string) => ({ params: { path: { surveyId } } });

export const surveyQuery = (surveyId: string) =>
  queryOptions({
    queryKey: ['surveys', 'one', surveyId],
    queryFn: ({ signal }) => reply(api.GET('/surveys/{surveyId}', { ...at(surveyId), signal })),
  });

/** A link to the draft. Made anew when the draft has changed; it expires after a while. */
export const previewQuery = (surveyId: string, updatedAt: string) =>
  queryOptions({
    queryKey: ['preview', surveyId, updatedAt],
    queryFn: ({ signal }) => reply(api.POST('/surveys/{surveyId}/preview', { ...at(surveyId), signal })),
    staleTime: 10 * 60_000,
    refetchOnWindowFocus: false,
  });

export function useResponses(surveyId: string) {
  return useLiveList({
    key: ['responses', surveyId],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/surveys/{surveyId}/responses', {
          params: { path: { surveyId }, query: { limit: pageSize, cursor: cursor ?? undefined } },
          signal,
        }),
      ),
  });
}

export const responseQuery = (responseId: string) =>
  queryOptions({
    queryKey: ['responses', 'one', responseId],
    queryFn: ({ signal }) => reply(api.GET('/responses/{responseId}', { params: { path: { responseId } }, signal })),
  });

export const publishSurvey = (surveyId: string) => reply(api.POST('/surveys/{surveyId}/publish', at(surveyId)));
export const pauseSurvey = (surveyId: string) => reply(api.POST('/surveys/{surveyId}/pause', at(surveyId)));
export const resumeSurvey = (surveyId: string) => reply(api.POST('/surveys/{surveyId}/resume', at(surveyId)));
export const closeSurvey = (surveyId: string) => reply(api.POST('/surveys/{surveyId}/close', at(surveyId)));

interface Contents {
  definition: Record<string, unknown>;
  flow: Resource<'Survey'>['flow'];
}

export const surveyTemplatesQuery = queryOptions({
  queryKey: ['survey-templates'],
  queryFn: ({ signal }) => reply(api.GET('/survey-templates', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

export const createSurvey = (body: Contents & { name: string }) => reply(api.POST('/surveys', { body }));
export const saveSurvey = (surveyId: string, body: Contents & { name: string; unchangedSince: string }) =>
  reply(api.PATCH('/surveys/{surveyId}', { ...at(surveyId), body }));

/** What is wrong with a draft as it is being written. */
export const surveyCheckQuery = (surveyId: string, { definition, flow }: Contents) =>
  queryOptions({
    queryKey: ['survey-check', surveyId, { definition, flow }],
    queryFn: ({ signal }) => reply(api.POST('/surveys/check', { body: { definition, flow }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** What publishing the draft would change. */
export const surveyChangesQuery = (surveyId: string, updatedAt: string) =>
  queryOptions({
    queryKey: ['survey-changes', surveyId, updatedAt],
    queryFn: ({ signal }) => reply(api.GET('/surveys/{surveyId}/changes', { ...at(surveyId), signal })),
    gcTime: 0,
  });
