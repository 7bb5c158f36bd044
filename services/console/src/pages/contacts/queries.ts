import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, reply } from '../../api/client.ts';
import { useLiveList } from '../../components/live-list.ts';
import { usePagedList } from '../../components/paged-list.ts';
import type { ContactsSearch } from './contact-filters.ts';

export function useContacts({ search }: ContactsSearch) {
  return useLiveList({
    key: ['contacts', { search }],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/contacts', { params: { query: { limit: pageSize, cursor: cursor ?? undefined, search } }, signal }),
      ),
  });
}

export const contactQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['contacts', 'one', contactId],
    queryFn: ({ signal }) => reply(api.GET('/contacts/{contactId}', { params: { path: { contactId } }, signal })),
  });

export function useContactHistory(contactId: string) {
  return usePagedList({
    key: ['contact-history', contactId],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/contacts/{contactId}/history', {
          params: { path: { contactId }, query: { limit: pageSize, cursor: cursor ?? undefined } },
          signal,
        }),
      ),
  });
}
