import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, type Resource, reply } from '../../../api/client.ts';
import { usePagedList } from '../../../components/paged-list.ts';

export type Webhook = Resource<'Webhook'>;

export const webhooksQuery = queryOptions({
  queryKey: ['webhooks', 'list'],
  queryFn: ({ signal }) => reply(api.GET('/webhooks', { signal })),
});
export const eventTypesQuery = queryOptions({
  queryKey: ['webhook-event-types'],
  queryFn: ({ signal }) => reply(api.GET('/webhook-event-types', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

const at = (webhookId: string) => ({ params: { path: { webhookId } } });

export const webhookQuery = (webhookId: string) =>
  queryOptions({
    queryKey: ['webhooks', 'one', webhookId],
    queryFn: ({ signal }) => reply(api.GET('/webhooks/{webhookId}', { ...at(webhookId), signal })),
  });
export const webhookCallQuery = (webhookId: string, callId: string) =>
  queryOptions({
    queryKey: ['webhooks', 'call', webhookId, callId],
    queryFn: ({ signal }) =>
      reply(api.GET('/webhooks/{webhookId}/calls/{callId}', { params: { path: { webhookId, callId } }, signal })),
  });

export type CallStatus = 'pending' | 'delivered' | 'failed';

export function useWebhookCalls(webhookId: string, status: CallStatus | undefined) {
  return usePagedList({
    key: ['webhooks', 'calls', webhookId, status],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/webhooks/{webhookId}/calls', {
          params: { path: { webhookId }, query: { limit: pageSize, cursor: cursor ?? undefined, status } },
          signal,
        }),
      ),
  });
}

export type EventType = Webhook['eventTypes'][number];
export interface WebhookSettings {
  url: string;
  description: string;
  eventTypes: EventType[];
}

export const createWebhook = (body: WebhookSettings) => reply(api.POST('/webhooks', { body }));
export const enableWebhook = (id: string) => reply(api.POST('/webhooks/{webhookId}/enable', at(id)));
export const disableWebhook = (id: string) => reply(api.POST('/webhooks/{webhookId}/disable', at(id)));
export const rotateWebhook = (id: string) => reply(api.POST('/webhooks/{webhookId}/rotate-secret', at(id)));
export const testWebhook = (id: string) => reply(api.POST('/webhooks/{webhookId}/test', at(id)));
export const replayCall = (webhookId: string, callId: string) =>
  reply(api.POST('/webhooks/{webhookId}/calls/{callId}/replay', { params: { path: { webhookId, callId } } }));
export const updateWebhook = (id: string, body: WebhookSettings) =>
  reply(api.PATCH('/webhooks/{webhookId}', { ...at(id), body }));
export const deleteWebhook = (id: string) => reply(api.DELETE('/webhooks/{webhookId}', at(id)));
export const replayCalls = ({ id, ...body }: { id: string; from: string; to: string; which: 'failed' | 'all' }) =>
  reply(api.POST('/webhooks/{webhookId}/replay', { ...at(id), body }));
