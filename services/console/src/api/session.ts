import { queryOptions } from '@tanstack/react-query';
import { api, reply } from './client.ts';
import { ApiError, problemOf, toProblem } from './problem.ts';
import { chosenWorkspace, forgetWorkspace } from './workspace-choice.ts';

/** Who is signed in and where; null = nobody. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal }) => {
    try {
      return await reply(api.GET('/me', { signal }));
    } catch (error) {
      if (problemOf(error).status === 401) return null;
      if (problemOf(error).status !== 403 || chosenWorkspace() === null) throw error;
      forgetWorkspace();
      return reply(api.GET('/me', { signal }));
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

export async function signOut(): Promise<void> {
  await post('sign-out', {});
  forgetWorkspace();
}

export const rename = (name: string) => post('update-user', { name });

/** Other sessions of the person end. Throws a problem with status 400 where the current password is wrong. */
export const changePassword = (currentPassword: string, newPassword: string) =>
  post('change-password', { currentPassword, newPassword, revokeOtherSessions: true });

/** Why signing in failed, as far as the person can do something about it. */
export function signInFailure(error: unknown): SignInFailure {
  const { status } = problemOf(error);
  if (status === 400 || status === 401 || status === 403 || status === 422) return 'wrong';
  return status === 429 ? 'too-many' : 'other';
}
