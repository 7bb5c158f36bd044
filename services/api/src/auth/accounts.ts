import type { Auth } from './auth.ts';

/** What the sign-in checks a password by. Takes a tenth of a second on purpose: belongs before a transaction. */
export async function hashPassword(auth: Auth, password: string): Promise<string> {
  return (await auth.$context).password.hash(password);
}

/** The id of the user with this address and password; null when the password is not theirs, or they have none. */
export async function checkPassword(auth: Auth, email: string, password: string): Promise<string | null> {
  const context = await auth.$context;
  const found = await context.internalAdapter.findUserByEmail(email, { includeAccounts: true });
  const hash = found?.accounts.find((account) => account.providerId === 'credential')?.password;
  if (!found || !hash || !(await context.password.verify({ hash, password }))) return null;
  return found.user.id;
}
