import { queryOptions } from '@tanstack/react-query';
import { api, reply } from './client.ts';
import { ApiError, problemOf, toProblem } from './problem.ts';

/** Who is signed in and where; null = nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    try {
      return await reply(api.GET('/me', { signal }));
    } catch (error) {
      if (problemOf(error).status === 401) return null;
      throw error;
    }
  },
  staleTime: 5 * 60_000,
  retry: false,
});

export type SignInFailure = 'wrong' | 'too-many' | 'other';

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (response.ok) return;
  const said: unknown = await response.json().catch(() => null);
  throw new ApiError(toProblem(response.status, said));
}

export function signIn(email: string, password: string): Promise<void> {
  return post('sign-in/email', { email, password });
}

export function signOut(): Promise<void> {
  return post('sign-out', {});
}

/** Why signing in failed, as far as the person can do something about it. */
export function signInFailure(error: unknown): SignInFailure {
  const { status } = problemOf(error);
  if (status === 400 || status === 401 || status === 403 || status === 422) return 'wrong';
  return status === 429 ? 'too-many' : 'other';
}
