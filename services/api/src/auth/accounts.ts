import type { Auth } from './auth.ts';

/** Makes a user who signs in with a password; answers the user's id. The address is in small letters and has no account. */
export async function createAccount(
  auth: Auth,
  { email, name, password }: { email: string; name: string; password: string },
): Promise<string> {
  const context = await auth.$context;
  const user = await context.internalAdapter.createUser({ email, name, emailVerified: true }, { method: 'admin' });
  await context.internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: 'credential',
    password: await context.password.hash(password),
  });
  return user.id;
}

/** The id of the user with this address and password; null when the password is not theirs, or they have none. */
export async function checkPassword(auth: Auth, email: string, password: string): Promise<string | null> {
  const context = await auth.$context;
  const found = await context.internalAdapter.findUserByEmail(email, { includeAccounts: true });
  const hash = found?.accounts.find((account) => account.providerId === 'credential')?.password;
  if (!found || !hash || !(await context.password.verify({ hash, password }))) return null;
  return found.user.id;
}
