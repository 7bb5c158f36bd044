import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, type Resource, reply } from '../../api/client.ts';
import type { paths } from '../../api/schema.gen.ts';
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
  kind?: Resource<'EventSource'>['kind'];
  scheme?: 'bearer' | 'hmac';
  organizationId?: string;
  objectType?: string;
}

export const createEventSource = (body: NewEventSource) => reply(api.POST('/event-sources', { body }));

const at = (eventSourceId: string) => ({ params: { path: { eventSourceId } } });
export const disableEventSource = (id: string) => reply(api.POST('/event-sources/{eventSourceId}/disable', at(id)));
export const enableEventSource = (id: string) => reply(api.POST('/event-sources/{eventSourceId}/enable', at(id)));
export const rotateEventSource = (id: string, overlapHours: number) =>
  reply(api.POST('/event-sources/{eventSourceId}/rotate', { ...at(id), body: { overlapHours } }));

export const replaceSecret = (id: string, scheme: 'bearer' | 'hmac', overlapHours: number) =>
  reply(api.POST('/event-sources/{eventSourceId}/secret', { ...at(id), body: { scheme, overlapHours } }));

export type FieldType = Resource<'EventSourceField'>['type'];

export interface FieldChange {
  objectType?: string;
  keyPointer?: string | null;
  allowedNetworks?: string[] | null;
  certificate?: { header: string; kind: 'subject' | 'fingerprint'; value: string } | null;
  recordPointer?: string | null;
  fields?: { name: string; type: FieldType }[];
  removedFields?: string[];
}

export const updateEventSource = (id: string, body: FieldChange) =>
  reply(api.PATCH('/event-sources/{eventSourceId}', { ...at(id), body }));

export const readWsdl = (id: string, wsdl: string) =>
  reply(api.POST('/event-sources/{eventSourceId}/wsdl', { ...at(id), body: { wsdl } }));

/** Below `event-sources`, so that it looks again when messages come. */
export const healthQuery = (eventSourceId: string) =>
  queryOptions({
    queryKey: ['event-sources', 'health', eventSourceId],
    queryFn: ({ signal }) => reply(api.GET('/event-sources/{eventSourceId}/health', { ...at(eventSourceId), signal })),
    refetchInterval: 60_000,
  });

export const checksQuery = (eventSourceId: string) =>
  queryOptions({
    queryKey: ['event-sources', 'checks', eventSourceId],
    queryFn: async ({ signal }) => {
      const reading = api.GET('/event-sources/{eventSourceId}/checks', { ...at(eventSourceId), signal });
      return (await reply(reading)).checks;
    },
  });

export type PackageQuery = NonNullable<
  paths['/event-sources/{eventSourceId}/metadata-package']['get']['parameters']['query']
>;

export const previewPackage = (eventSourceId: string, query: PackageQuery) =>
  reply(
    api.GET('/event-sources/{eventSourceId}/metadata-package/files', {
      params: { path: { eventSourceId }, query },
    }),
  );

/** Where the package is downloaded from, by a plain link with the session's cookie. */
export function packageAddress(eventSourceId: string, query: PackageQuery): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return `/api/v1/event-sources/${eventSourceId}/metadata-package?${new URLSearchParams(given)}`;
}

/** Below `event-sources`, so that it looks again when a test has ended. */
export const testsQuery = (eventSourceId: string) =>
  queryOptions({
    queryKey: ['event-sources', 'tests', eventSourceId],
    queryFn: ({ signal }) =>
      reply(api.GET('/event-sources/{eventSourceId}/test-messages', { ...at(eventSourceId), signal })),
  });

export const sendTestMessage = (id: string, body: { objectType?: string; fields: Record<string, string | null> }) =>
  reply(api.POST('/event-sources/{eventSourceId}/test-messages', { ...at(id), body }));

const startsWithinMs = 10_000;

/** The runs that a notification started; below `runs`, so that it follows them. New = some may still come. */
export const startedRunsQuery = (notificationId: string) =>
  queryOptions({
    queryKey: ['runs', 'of-notification', notificationId],
    queryFn: async ({ signal }) => {
      const path = { params: { path: { notificationId } }, signal };
      const { runs, receivedAt } = await reply(api.GET('/notifications/{notificationId}', path));
      return { runs, isNew: Date.now() - Date.parse(receivedAt) < startsWithinMs };
    },
    // Where no workflow starts, no run announces itself.
    refetchInterval: ({ state }) => (state.data?.isNew && state.data.runs.length === 0 ? startsWithinMs : false),
  });
