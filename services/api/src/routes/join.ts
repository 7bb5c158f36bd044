import {
  acceptInvite,
  countFailedAttempt,
  findOpenInvite,
  inSystem,
  type OpenInvite,
  type Pool,
  recordAudit,
  setMember,
} from '@canvass/database';
import { checkPassword, createAccount } from '../auth/accounts.ts';
import type { Auth } from '../auth/auth.ts';
import { joinContract } from '../contract/team.ts';
import { ProblemError } from '../http/problem-error.ts';
import { openRoute } from '../http/route.ts';

export const joinRoutes = [
  openRoute(joinContract.lookAtInvite, ({ token }, { services }) => requireInvite(services.pool, token)),

  openRoute(joinContract.join, async ({ token, name, password }, { services, auth }) => {
    const { pool } = services;
    const invite = await requireInvite(pool, token);
    const userId = invite.hasAccount
      ? await withPassword(pool, auth, invite, password)
      : await withNewAccount(auth, invite, name, password);
    const { workspaceId, email } = invite;
    await inSystem(pool, async (db) => {
      if (!(await acceptInvite(db, invite.id))) throw new ProblemError('invite-not-usable');
      await setMember(db, workspaceId, userId, invite.role);
      await recordAudit(db, workspaceId, {
        actor: `user:${userId}`,
        actorName: name ?? email,
        action: 'member.joined',
        subjectId: userId,
        subjectName: email,
        detail: { role: invite.role },
      });
    });
    return { workspaceId, email };
  }),
];

async function requireInvite(pool: Pool, token: string): Promise<OpenInvite> {
  const invite = await findOpenInvite(pool, token);
  if (invite === null) throw new ProblemError('invite-not-usable');
  return invite;
}

/** The link says whose the workspace is; who they are the owner of an account proves as at signing in. */
async function withPassword(pool: Pool, auth: Auth, invite: OpenInvite, password: string): Promise<string> {
  const userId = await checkPassword(auth, invite.email, password);
  if (userId !== null) return userId;
  await countFailedAttempt(pool, invite.id);
  throw new ProblemError('wrong-password');
}

async function withNewAccount(
  auth: Auth,
  invite: OpenInvite,
  name: string | undefined,
  password: string,
): Promise<string> {
  const { minPasswordLength } = (await auth.$context).password.config;
  const places = [
    ...(name === undefined ? [{ pointer: '/name', message: 'A new account needs a name.' }] : []),
    ...(password.length < minPasswordLength
      ? [{ pointer: '/password', message: `A password has at least ${minPasswordLength} characters.` }]
      : []),
  ];
  if (name === undefined || places.length > 0) throw new ProblemError('invalid-request', { places });
  return createAccount(auth, { email: invite.email, name, password });
}
