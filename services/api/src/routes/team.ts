import {
  createMemberInvite,
  createWorkspace,
  findMember,
  inSystem,
  listMembers,
  listOpenInvites,
  lockMembers,
  maxMembers,
  type Queryable,
  recordAudit,
  removeMember,
  revokeMemberInvite,
  setMember,
  transferWorkflowsOf,
} from '@canvass/database';
import type { WorkspaceId } from '@canvass/domain';
import { toActor, toActorName } from '../auth/principal.ts';
import { teamContract } from '../contract/team.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';

export const teamRoutes = [
  route(teamContract.listMembers, async (_request, { workspaceId, inWorkspace }) => ({
    data: await inWorkspace((db) => listMembers(db, workspaceId)),
  })),

  route(teamContract.changeMemberRole, ({ params, body }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const { admins } = await lockMembers(db, workspaceId);
      const member = found(await findMember(db, workspaceId, params.userId));
      if (member.role === 'admin' && body.role !== 'admin' && admins === 1)
        throw new ProblemError('last-administrator');
      await setMember(db, workspaceId, member.id, body.role);
      return { ...member, role: body.role };
    }),
  ),

  route(teamContract.removeMember, ({ params, body }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const { admins } = await lockMembers(db, workspaceId);
      const member = found(await findMember(db, workspaceId, params.userId));
      if (member.role === 'admin' && admins === 1) throw new ProblemError('last-administrator');
      if (member.ownedWorkflows > 0) {
        await transferWorkflowsOf(db, workspaceId, member.id, await heir(db, workspaceId, member.id, body.transferTo));
      }
      await removeMember(db, workspaceId, member.id);
      return member;
    }),
  ),

  route(teamContract.listMemberInvites, async (_request, { workspaceId, inWorkspace }) => ({
    data: await inWorkspace((db) => listOpenInvites(db, workspaceId)),
  })),

  route(teamContract.inviteMember, async ({ body }, { workspaceId, inWorkspace, principal, services }) => {
    const { token, ...invite } = await inWorkspace(async (db) => {
      const { members } = await lockMembers(db, workspaceId);
      if (members >= maxMembers)
        throw new ProblemError('conflict', { detail: `A workspace has ${maxMembers} members at most.` });
      const already = (await listMembers(db, workspaceId)).some((member) => member.email === body.email);
      if (already) throw new ProblemError('conflict', { detail: 'This address is a member already.' });
      return createMemberInvite(db, workspaceId, { ...body, createdBy: toActor(principal) });
    });
    // Behind “#” the token is sent to no server, so that it stands in no log.
    return { ...invite, url: `${services.urls.public}/join#${token}` };
  }),

  route(teamContract.withdrawMemberInvite, async ({ params }, { workspaceId, inWorkspace }) =>
    found(await inWorkspace((db) => revokeMemberInvite(db, workspaceId, params.inviteId))),
  ),

  route(teamContract.createWorkspace, ({ body }, { principal, services }) => {
    const { user } = principal;
    if (user === null) throw new ProblemError('forbidden', { detail: 'A key belongs to one workspace.' });
    return inSystem(services.pool, async (db) => {
      const id = await createWorkspace(db, body.name);
      await setMember(db, id, user.id, 'admin');
      await recordAudit(db, id, {
        actor: toActor(principal),
        actorName: toActorName(principal),
        action: 'workspace.created',
        subjectId: id,
        subjectName: body.name,
        detail: null,
      });
      return { id, name: body.name };
    });
  }),
];

/** Who gets what a member owns; null = nobody in particular. */
async function heir(
  db: Queryable,
  workspaceId: WorkspaceId,
  leaving: string,
  wanted: string | null | undefined,
): Promise<string | null> {
  if (wanted === undefined) throw new ProblemError('member-owns-workflows');
  if (wanted === null) return null;
  const member = wanted === leaving ? null : await findMember(db, workspaceId, wanted);
  if (member === null) {
    const place = { pointer: '/transferTo', message: 'The workspace has no such other member.' };
    throw new ProblemError('invalid-request', { places: [place] });
  }
  return member.id;
}
