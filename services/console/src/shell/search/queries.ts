import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, reply } from '../../api/client.ts';

/** The server is asked from the second character on. */
export const searchQuery = (text: string) =>
  queryOptions({
    queryKey: ['search', text],
    queryFn: async ({ signal }) =>
      (await reply(api.GET('/search', { params: { query: { query: text } }, signal }))).hits,
    enabled: text.length >= 2,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    gcTime: 60_000,
  });
