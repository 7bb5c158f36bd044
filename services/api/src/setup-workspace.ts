import {
  addUser,
  createApiKey,
  createWorkspace,
  findWorkspaceByName,
  inSystem,
  listApiKeys,
  type Pool,
  setMember,
} from '@canvass/database';
import type { WorkspaceId } from '@canvass/domain';
import { hashPassword } from './auth/accounts.ts';
import type { Auth } from './auth/auth.ts';

export interface WorkspaceSetup {
  workspace: string;
  email: string;
  name?: string | undefined;
  /** Of a user that does not exist yet. */
  password?: string | undefined;
}

/** Makes what is missing of a workspace, its administrator and a first API key. The key is answered when it is made. */
export async function setUpWorkspace(
  pool: Pool,
  auth: Auth,
  wanted: WorkspaceSetup,
): Promise<{ workspaceId: WorkspaceId; userId: string; apiKey: string | null }> {
  const userId = await ensureUser(pool, auth, wanted);
  return inSystem(pool, async (db) => {
    await db.query(`select pg_advisory_xact_lock(hashtext('canvass-setup'))`); // two at once would make two workspaces
    const workspaceId =
      (await findWorkspaceByName(db, wanted.workspace)) ?? (await createWorkspace(db, wanted.workspace));
    await setMember(db, workspaceId, userId, 'admin');
    const keys = await listApiKeys(db, workspaceId, { limit: 1, after: null });
    const made = keys.rows.length === 0 ? await createApiKey(db, workspaceId, 'Set-up') : null;
    return { workspaceId, userId, apiKey: made?.key ?? null };
  });
}

async function ensureUser(pool: Pool, auth: Auth, { email, name, password }: WorkspaceSetup): Promise<string> {
  const context = await auth.$context;
  const existing = await context.internalAdapter.findUserByEmail(email.toLowerCase());
  if (existing) return existing.user.id;
  const { minPasswordLength } = context.password.config;
  if (password === undefined || password.length < minPasswordLength) {
    throw new Error(
      `A new user needs a password of at least ${minPasswordLength} characters: give --password-file or CANVASS_ADMIN_PASSWORD.`,
    );
  }
  const passwordHash = await hashPassword(auth, password);
  return addUser(pool, { email: email.toLowerCase(), name: name ?? email.split('@')[0] ?? email, passwordHash });
}
