import { queryOptions } from '@tanstack/react-query';
import { api, pageSize, reply } from '../../api/client.ts';
import { useLiveList } from '../../components/live-list.ts';
import { usePagedList } from '../../components/paged-list.ts';
import type { ContactsSearch } from './contact-filters.ts';

export function useContacts({ search, list }: ContactsSearch) {
  return useLiveList({
    key: ['contacts', { search, list }],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/contacts', {
          params: { query: { limit: pageSize, cursor: cursor ?? undefined, search, mailingListId: list } },
          signal,
        }),
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

export const mailingListQuery = (mailingListId: string) =>
  queryOptions({
    queryKey: ['contacts', 'list', mailingListId],
    queryFn: ({ signal }) =>
      reply(api.GET('/mailing-lists/{mailingListId}', { params: { path: { mailingListId } }, signal })),
  });
