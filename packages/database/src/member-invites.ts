import { createHash, randomBytes } from 'node:crypto';
import { MemberInviteId, type Role, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';

/** A link by which one person may join a workspace, once. */
export interface MemberInvite {
  id: MemberInviteId;
  email: string;
  role: Role;
  createdAt: Date;
  expiresAt: Date;
}

/** As whoever holds the link finds it. */
export interface OpenInvite extends MemberInvite {
  workspaceId: WorkspaceId;
  workspaceName: string;
  hasAccount: boolean;
}

const inviteLastsDays = 7;
const mostFailedAttempts = 10;
const columns = `i.id, i.email, i.role, i.created_at as "createdAt", i.expires_at as "expiresAt"`;
const open = `i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
          and i.failed_attempts < ${mostFailedAttempts}`;

/** Tokens are random, so a plain hash is enough: there is nothing to guess. */
const hashOf = (token: string) => createHash('sha256').update(token).digest();

/** Invites an address, and ends earlier links to it. The token is answered here once: only its hash is kept. */
export async function createMemberInvite(
  db: Queryable,
  workspaceId: WorkspaceId,
  values: { email: string; role: Role; createdBy: string },
): Promise<MemberInvite & { token: string }> {
  const token = randomBytes(32).toString('base64url');
  await db.query(
    `update member_invites set revoked_at = now()
      where workspace_id = $1 and email = $2 and accepted_at is null and revoked_at is null`,
    [workspaceId, values.email],
  );
  const { rows } = await db.query<MemberInvite>(
    `insert into member_invites as i (id, workspace_id, email, role, token_hash, created_by, expires_at)
     values ($1, $2, $3, $4, $5, $6, now() + make_interval(days => $7)) returning ${columns}`,
    [newId(MemberInviteId), workspaceId, values.email, values.role, hashOf(token), values.createdBy, inviteLastsDays],
  );
  const [made] = rows;
  if (made === undefined) throw new Error('the inserted invite was not returned');
  return { ...made, token };
}

/** Those that can still be used, newest first. */
export async function listOpenInvites(db: Queryable, workspaceId: WorkspaceId): Promise<MemberInvite[]> {
  const { rows } = await db.query<MemberInvite>(
    `select ${columns} from member_invites i where i.workspace_id = $1 and ${open} order by i.id desc limit 200`,
    [workspaceId],
  );
  return rows;
}

/** Withdraws a link; null when the workspace has no such one that could still be used. */
export async function revokeMemberInvite(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: MemberInviteId,
): Promise<MemberInvite | null> {
  const { rows } = await db.query<MemberInvite>(
    `update member_invites i set revoked_at = now() where i.workspace_id = $1 and i.id = $2 and ${open} returning ${columns}`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** What a link is good for; null when it is for nothing (any more). Looks in all workspaces. */
export async function findOpenInvite(db: Queryable, token: string): Promise<OpenInvite | null> {
  const { rows } = await db.query<OpenInvite>(
    `select ${columns}, i.workspace_id as "workspaceId", w.name as "workspaceName",
            exists (select from users u where u.email = i.email) as "hasAccount"
       from member_invites i join workspaces w on w.id = i.workspace_id
      where i.token_hash = $1 and ${open}`,
    [hashOf(token)],
  );
  return rows[0] ?? null;
}

/** Uses a link up; false when somebody was quicker. Belongs in the transaction that makes the member. */
export async function acceptInvite(db: Queryable, id: MemberInviteId): Promise<boolean> {
  const { rowCount } = await db.query(`update member_invites i set accepted_at = now() where i.id = $1 and ${open}`, [
    id,
  ]);
  return rowCount === 1;
}

/** Counts a wrong password; after some the link is of no use any more. */
export async function countFailedAttempt(db: Queryable, id: MemberInviteId): Promise<void> {
  await db.query('update member_invites set failed_attempts = failed_attempts + 1 where id = $1', [id]);
}
