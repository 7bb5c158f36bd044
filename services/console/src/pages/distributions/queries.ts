import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, reply } from '../../api/client.ts';
import { useLiveList } from '../../components/live-list.ts';
import { usePagedList } from '../../components/paged-list.ts';
import type { DistributionSearch } from './delivery-filters.ts';

export function useDistributions() {
  return usePagedList({
    key: ['distributions', 'list'],
    fetchPage: (cursor, signal) =>
      reply(api.GET('/distributions', { params: { query: { limit: pageSize, cursor: cursor ?? undefined } }, signal })),
  });
}

export const distributionQuery = (distributionId: string) =>
  queryOptions({
    queryKey: ['distributions', 'one', distributionId],
    queryFn: ({ signal }) =>
      reply(api.GET('/distributions/{distributionId}', { params: { path: { distributionId } }, signal })),
  });

export function useDistributionDeliveries(distributionId: string, { status }: DistributionSearch) {
  return useLiveList({
    key: ['deliveries', distributionId, { status }],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/distributions/{distributionId}/deliveries', {
          params: {
            path: { distributionId },
            query: { limit: pageSize, cursor: cursor ?? undefined, status: status?.join(',') },
          },
          signal,
        }),
      ),
  });
}

export const deliveryQuery = (deliveryId: string) =>
  queryOptions({
    queryKey: ['deliveries', 'one', deliveryId],
    queryFn: ({ signal }) => reply(api.GET('/deliveries/{deliveryId}', { params: { path: { deliveryId } }, signal })),
  });

export const resolveDelivery = (deliveryId: string, as: 'sent' | 'not-sent') =>
  reply(api.POST('/deliveries/{deliveryId}/resolve', { params: { path: { deliveryId } }, body: { as } }));
