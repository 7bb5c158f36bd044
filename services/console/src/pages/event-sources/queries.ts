import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, reply } from '../../api/client.ts';
import { usePagedList } from '../../components/paged-list.ts';

export function useEventSources() {
  return usePagedList({
    key: ['event-sources', 'list'],
    fetchPage: (cursor, signal) =>
      reply(api.GET('/event-sources', { params: { query: { limit: pageSize, cursor: cursor ?? undefined } }, signal })),
  });
}

export const eventSourceQuery = (eventSourceId: string) =>
  queryOptions({
    queryKey: ['event-sources', 'one', eventSourceId],
    queryFn: ({ signal }) =>
      reply(api.GET('/event-sources/{eventSourceId}', { params: { path: { eventSourceId } }, signal })),
  });

/** The newest rejection of an event source, or null: what its state line may have to tell. */
export const newestRejectionQuery = (eventSourceId: string) =>
  queryOptions({
    queryKey: ['rejections', 'newest', eventSourceId],
    queryFn: async ({ signal }) => {
      const page = await reply(api.GET('/rejections', { params: { query: { limit: 1, eventSourceId } }, signal }));
      return page.data[0] ?? null;
    },
  });

export interface NewEventSource {
  name: string;
  organizationId?: string;
  objectType?: string;
}

export const createEventSource = (body: NewEventSource) => reply(api.POST('/event-sources', { body }));

const at = (eventSourceId: string) => ({ params: { path: { eventSourceId } } });
export const disableEventSource = (id: string) => reply(api.POST('/event-sources/{eventSourceId}/disable', at(id)));
export const enableEventSource = (id: string) => reply(api.POST('/event-sources/{eventSourceId}/enable', at(id)));
export const rotateEventSource = (id: string, overlapHours: number) =>
  reply(api.POST('/event-sources/{eventSourceId}/rotate', { ...at(id), body: { overlapHours } }));
