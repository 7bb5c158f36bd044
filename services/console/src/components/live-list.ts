import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { laterThan, mergeHead } from './merge-head.ts';

export interface ListPage<Row> {
  data: Row[];
  nextCursor: string | null;
}

interface LiveListOptions<Row> {
  /** The topic first (what live events invalidate), then what tells this list from another: its filters. */
  key: readonly [topic: string, ...rest: unknown[]];
  fetchPage(cursor: string | null, signal: AbortSignal): Promise<ListPage<Row>>;
}

/**
 * A list that pages on, stays where the reader left it, and tells of new rows instead of pushing them in. Live events
 * reload its head alone: known rows change in place; newer ones are counted until the reader asks for them.
 */
export function useLiveList<Row extends { id: string }>({ key, fetchPage }: LiveListOptions<Row>) {
  const client = useQueryClient();
  const [topic, ...rest] = key;
  const pagesKey = ['pages', ...key];
  const pages = useInfiniteQuery({
    queryKey: pagesKey,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ListPage<Row>) => page.nextCursor,
    staleTime: Number.POSITIVE_INFINITY, // the head below keeps it fresh
  });
  const head = useQuery({
    queryKey: [topic, 'head', ...rest],
    queryFn: ({ signal }) => fetchPage(null, signal),
    enabled: pages.isSuccess,
    // The first page has just come; the head is looked at again when something changed.
    initialData: () => (pages.dataUpdatedAt > Date.now() - 5000 ? pages.data?.pages[0] : undefined),
    initialDataUpdatedAt: pages.dataUpdatedAt,
  });
  const seen = useRef<Set<string> | null>(null);

  const listed = pages.data?.pages.flatMap((page) => page.data) ?? [];
  const fresh = head.data?.data ?? [];
  // Nothing is being read in an empty list: what arrives there is shown at once.
  const showsHead = listed.length === 0;
  const arrived = showsHead ? [] : laterThan(listed[0], fresh);

  return {
    rows: showsHead ? fresh : mergeHead(listed, fresh),
    isPending: pages.isPending,
    error: pages.error ?? head.error,
    retry: () => void (pages.isError ? pages.refetch() : head.refetch()),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    newCount: arrived.length,
    /** True when the whole head is new: there are at least that many. */
    newCountIsMinimum: arrived.length > 0 && arrived.length === fresh.length,
    showNew() {
      seen.current = new Set(listed.map((row) => row.id));
      if (!head.data) return;
      client.setQueryData<InfiniteData<ListPage<Row>, string | null>>(pagesKey, {
        pages: [head.data],
        pageParams: [null],
      });
    },
    /** Shown by the last `showNew`: such rows fade in. */
    isNew: (row: Row) => seen.current !== null && !seen.current.has(row.id),
  };
}
