import { api, pageSize, type Resource, reply } from '../../api/client.ts';
import { usePagedList } from '../../components/paged-list.ts';
import type { AuditSearch } from './audit-filters.ts';

export type AuditEntry = Resource<'AuditEntry'>;

export function useAuditEntries(filter: AuditSearch) {
  return usePagedList({
    key: ['audit-log', 'list', filter],
    fetchPage: (cursor, signal) =>
      reply(
        api.GET('/audit-log', {
          params: { query: { ...filter, limit: pageSize, cursor: cursor ?? undefined } },
          signal,
        }),
      ),
  });
}

const mostExported = 10_000;

/** The entries that the filter leaves, newest first, up to a bound. */
export async function exportEntries(filter: AuditSearch): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = [];
  let cursor: string | undefined;
  do {
    const page = await reply(api.GET('/audit-log', { params: { query: { ...filter, limit: 200, cursor } } }));
    entries.push(...page.data);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && entries.length < mostExported);
  return entries;
}
