import { queryOptions } from '@tanstack/react-query';
import { api, reply } from '../../api/client.ts';

/** What a person has just mended is asked for anew when they come back to Home. */
export const summaryQuery = queryOptions({
  queryKey: ['home', 'summary'],
  queryFn: ({ signal }) => reply(api.GET('/summary', { signal })),
  staleTime: 0,
});
