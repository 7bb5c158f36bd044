import { MemberInviteId, roles } from '@canvass/domain';
import { z } from 'zod';
import { Instant } from './common.ts';
import { defineRoute } from './route-spec.ts';

/** Ids of users are not ours: better-auth makes them. */
export const UserId = z.string().min(1).max(255);
const params = z.object({ userId: UserId });
const role = z.enum(roles);
/** Addresses are compared as they are kept: in small letters. */
const email = z.string().trim().toLowerCase().max(254).pipe(z.email());

export const Member = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    joinedAt: Instant,
    ownedWorkflows: z.number().int().describe('How many workflows are theirs'),
  })
  .meta({ id: 'Member' });

export const MemberInvite = z
  .object({ id: z.string(), email: z.string(), role, createdAt: Instant, expiresAt: Instant })
  .meta({ id: 'MemberInvite' });

const tag = 'Team';

export const teamContract = {
  listMembers: defineRoute({
    method: 'get',
    path: '/members',
    tag,
    summary: 'List the members of the workspace, by name',
    needs: 'read',
    reply: z.object({ data: z.array(Member) }),
  }),
  changeMemberRole: defineRoute({
    method: 'patch',
    path: '/members/{userId}',
    tag,
    summary: 'Give a member another role',
    needs: 'administer',
    audit: { action: 'member.role-changed', keep: ['role'] },
    params,
    body: z.strictObject({ role }),
    reply: Member,
    problems: ['last-administrator'],
  }),
  removeMember: defineRoute({
    method: 'post',
    path: '/members/{userId}/remove',
    tag,
    summary: 'Remove a member from the workspace',
    description:
      'Workflows that were theirs go to `transferTo`; null = administrators look after them. What runs is not touched.',
    needs: 'administer',
    audit: { action: 'member.removed', keep: ['transferTo'] },
    params,
    body: z.strictObject({ transferTo: UserId.nullable().optional() }),
    reply: Member,
    problems: ['last-administrator', 'member-owns-workflows'],
  }),
  listMemberInvites: defineRoute({
    method: 'get',
    path: '/member-invites',
    tag,
    summary: 'List the invitations to the workspace that can still be used, newest first',
    needs: 'administer',
    reply: z.object({ data: z.array(MemberInvite) }),
  }),
  inviteMember: defineRoute({
    method: 'post',
    path: '/member-invites',
    tag,
    summary: 'Invite somebody by a link that works once, for seven days',
    description: 'The link is answered only here. An earlier one to the same address ends.',
    needs: 'administer',
    audit: { action: 'member.invited', keep: ['role'] },
    body: z.strictObject({ email, role }),
    reply: MemberInvite.extend({ url: z.string() }).meta({ id: 'NewMemberInvite' }),
    status: 201,
    problems: ['conflict'],
  }),
  withdrawMemberInvite: defineRoute({
    method: 'post',
    path: '/member-invites/{inviteId}/withdraw',
    tag,
    summary: 'Let an invitation link be of no use any more',
    needs: 'administer',
    audit: { action: 'member.invite-withdrawn' },
    params: z.object({ inviteId: MemberInviteId }),
    reply: MemberInvite,
  }),
  createWorkspace: defineRoute({
    method: 'post',
    path: '/workspaces',
    tag: 'Workspace',
    summary: 'Create another workspace, with yourself as its administrator',
    needs: 'administer',
    body: z.strictObject({ name: z.string().trim().min(1).max(255) }),
    reply: z.object({ id: z.string(), name: z.string() }),
    status: 201,
  }),
};

const token = z.string().min(20).max(100);

export const joinContract = {
  lookAtInvite: defineRoute({
    method: 'post',
    path: '/join/look',
    tag,
    summary: 'What an invitation link is for',
    needs: 'nothing',
    body: z.strictObject({ token }),
    reply: z
      .object({
        workspaceName: z.string(),
        email: z.string(),
        role,
        hasAccount: z.boolean().describe('True = the address has an account: its password is asked for'),
        expiresAt: Instant,
      })
      .meta({ id: 'OpenInvite' }),
    problems: ['invite-not-usable'],
  }),
  join: defineRoute({
    method: 'post',
    path: '/join',
    tag,
    summary: 'Join the workspace of an invitation link',
    description: 'Makes the account where the address has none. Then sign in with the address and the password.',
    needs: 'nothing',
    body: z.strictObject({
      token,
      name: z.string().trim().min(1).max(255).optional().describe('Of a new account'),
      password: z.string().min(1).max(256).describe('Of the account; for a new one at least 12 characters'),
    }),
    reply: z.object({ workspaceId: z.string(), email: z.string() }),
    problems: ['invite-not-usable', 'wrong-password', 'conflict'],
  }),
};
