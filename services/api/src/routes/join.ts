import {
  acceptInvite,
  addUser,
  countFailedAttempt,
  findOpenInvite,
  inSystem,
  isUniqueViolation,
  type NewUser,
  type OpenInvite,
  type Pool,
  type Queryable,
  recordAudit,
  setMember,
} from '@canvass/database';
import { checkPassword, hashPassword } from '../auth/accounts.ts';
import type { Auth } from '../auth/auth.ts';
import { joinContract } from '../contract/team.ts';
import { ProblemError } from '../http/problem-error.ts';
import { openRoute } from '../http/route.ts';

export const joinRoutes = [
  openRoute(joinContract.lookAtInvite, ({ token }, { services }) => requireInvite(services.pool, token)),

  openRoute(joinContract.join, async ({ token, name, password }, { services, auth }) => {
    const { pool } = services;
    const invite = await requireInvite(pool, token);
    const account = invite.hasAccount
      ? await withPassword(pool, auth, invite, password)
      : await newUser(auth, invite, name, password);
    const { workspaceId, email } = invite;
    // The account is made with the membership or not at all: a link that is used up meanwhile leaves no account behind.
    await inSystem(pool, async (db) => {
      if (!(await acceptInvite(db, invite.id))) throw new ProblemError('invite-not-usable');
      const userId = typeof account === 'string' ? account : await addOnce(db, account);
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

async function newUser(auth: Auth, invite: OpenInvite, name: string | undefined, password: string): Promise<NewUser> {
  const { minPasswordLength } = (await auth.$context).password.config;
  const places = [
    ...(name === undefined ? [{ pointer: '/name', message: 'A new account needs a name.' }] : []),
    ...(password.length < minPasswordLength
      ? [{ pointer: '/password', message: `A password has at least ${minPasswordLength} characters.` }]
      : []),
  ];
  if (name === undefined || places.length > 0) throw new ProblemError('invalid-request', { places });
  return { email: invite.email, name, passwordHash: await hashPassword(auth, password) };
}

async function addOnce(db: Queryable, user: NewUser): Promise<string> {
  try {
    return await addUser(db, user);
  } catch (error) {
    if (!isUniqueViolation(error, 'users_email_key')) throw error;
    const detail = 'This address has an account by now: open the link again and join with its password.';
    throw new ProblemError('conflict', { detail });
  }
}
