import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { problemOf } from './problem.ts';

/** One client for all pages. What no retry mends (4xx) is not tried again; a lost connection is. */
export function createAppQueryClient({ onSignedOut }: { onSignedOut(): void }): QueryClient {
  const onError = (error: unknown) => {
    if (problemOf(error).status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => {
          const { status } = problemOf(error);
          return (status === 0 || status >= 500) && failures < 2;
        },
      },
    },
  });
}
