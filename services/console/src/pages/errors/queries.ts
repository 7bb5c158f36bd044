import { queryOptions } from '@tanstack/react-query';
import { api, reply } from '../../api/client.ts';

export const errorCodesQuery = queryOptions({
  queryKey: ['error-codes'],
  queryFn: ({ signal }) => reply(api.GET('/errors', { signal })),
  staleTime: Number.POSITIVE_INFINITY, // changes with a release only
});
