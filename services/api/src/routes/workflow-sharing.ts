import {
  findMember,
  findSharings,
  findWorkflow,
  listMembers,
  type Queryable,
  shareWorkflow,
  transferWorkflow,
} from '@canvass/database';
import { rightOfRole, type WorkflowId, type WorkspaceId } from '@canvass/domain';
import { workflowSharingContract } from '../contract/workflow-sharing.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { replyWorkflow } from './workflow-reply.ts';

export const workflowSharingRoutes = [
  route(workflowSharingContract.getWorkflowSharing, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace((db) => describeSharing(db, workspaceId, params.workflowId)),
  ),

  route(workflowSharingContract.shareWorkflow, ({ params, body }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const members = new Map((await listMembers(db, workspaceId)).map((member) => [member.id, member]));
      const unknown = body.members.flatMap(({ id }, index) =>
        members.has(id) ? [] : [{ pointer: `/members/${index}/id`, message: 'The workspace has no such member.' }],
      );
      if (unknown.length > 0) throw new ProblemError('invalid-request', { places: unknown });
      const ofMembers = new Map(body.members.map(({ id, right }) => [id, right]));
      const ofRoles = new Map(body.roles.map(({ role, right }) => [role, right]));
      const grants = [
        ...[...ofRoles].map(([role, right]) => ({ role, userId: null, right })),
        ...[...ofMembers].map(([userId, right]) => ({ role: null, userId, right })),
      ];
      await shareWorkflow(db, workspaceId, params.workflowId, { restricted: body.restricted, grants });
      return describeSharing(db, workspaceId, params.workflowId);
    }),
  ),

  route(workflowSharingContract.transferWorkflow, ({ params, body }, { workspaceId, inWorkspace, principal }) =>
    inWorkspace(async (db) => {
      const { workflowId } = params;
      if ((await findMember(db, workspaceId, body.ownerId)) === null) {
        const place = { pointer: '/ownerId', message: 'The workspace has no such member.' };
        throw new ProblemError('invalid-request', { places: [place] });
      }
      await transferWorkflow(db, workspaceId, workflowId, body.ownerId);
      return replyWorkflow(db, principal, workflowId);
    }),
  ),
];

async function describeSharing(db: Queryable, workspaceId: WorkspaceId, id: WorkflowId) {
  const { ownerId, restricted, grants } = found((await findSharings(db, workspaceId, [id])).get(id) ?? null);
  const members = new Map((await listMembers(db, workspaceId)).map((member) => [member.id, member]));
  const owner = ownerId === null ? undefined : members.get(ownerId);
  const { name } = found(await findWorkflow(db, workspaceId, id));
  return {
    name, // for the audit log
    owner: ownerId === null ? null : { id: ownerId, name: owner?.name ?? null, email: owner?.email ?? null },
    restricted,
    roles: (['editor', 'analyst', 'viewer'] as const).map((role) => {
      const granted = grants.find((grant) => grant.role === role)?.right ?? null;
      return { role, right: granted ?? (restricted ? null : rightOfRole[role]) };
    }),
    members: grants.flatMap(({ userId, right }) => {
      const member = userId === null ? undefined : members.get(userId);
      return member ? [{ id: member.id, name: member.name, email: member.email, right }] : [];
    }),
  };
}
