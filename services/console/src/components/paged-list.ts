import { useInfiniteQuery } from '@tanstack/react-query';
import type { ListPage } from './live-list.ts';

interface PagedListOptions<Row> {
  /** The topic first: live events reload the list. */
  key: readonly [topic: string, ...rest: unknown[]];
  fetchPage(cursor: string | null, signal: AbortSignal): Promise<ListPage<Row>>;
}

/** A list of things that people make (surveys, event sources): it simply stays current. Same face as `useLiveList`. */
export function usePagedList<Row extends { id: string }>({ key, fetchPage }: PagedListOptions<Row>) {
  const pages = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page: ListPage<Row>) => page.nextCursor,
  });
  return {
    rows: pages.data?.pages.flatMap((page) => page.data) ?? [],
    isPending: pages.isPending,
    error: pages.error,
    retry: () => void pages.refetch(),
    hasMore: pages.hasNextPage,
    isLoadingMore: pages.isFetchingNextPage,
    loadMore: () => void pages.fetchNextPage(),
    newCount: 0,
    newCountIsMinimum: false,
    showNew: () => undefined,
    isNew: () => false,
  };
}
