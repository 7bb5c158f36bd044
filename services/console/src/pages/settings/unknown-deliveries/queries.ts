import { queryOptions } from '@tanstack/react-query';
import { api, type Resource, reply } from '../../../api/client.ts';

export type UnknownDeliveryRule = Resource<'UnknownDeliveryRule'>;

export const unknownDeliveryRuleQuery = queryOptions({
  queryKey: ['unknown-delivery-rule'],
  queryFn: ({ signal }) => reply(api.GET('/unknown-delivery-rule', { signal })),
});

export const saveUnknownDeliveryRule = (body: UnknownDeliveryRule) =>
  reply(api.PUT('/unknown-delivery-rule', { body }));
