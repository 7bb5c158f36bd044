import { queryOptions } from '@tanstack/react-query';
import { api, reply } from '../../api/client.ts';

export const summaryQuery = queryOptions({
  queryKey: ['home', 'summary'],
  queryFn: ({ signal }) => reply(api.GET('/summary', { signal })),
});
