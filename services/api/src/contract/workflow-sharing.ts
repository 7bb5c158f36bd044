import { WorkflowId, workflowRights } from '@canvass/domain';
import { z } from 'zod';
import { defineRoute } from './route-spec.ts';
import { UserId } from './team.ts';
import { Workflow } from './workflows.ts';

const params = z.object({ workflowId: WorkflowId });
const right = z.enum(workflowRights);
const sharedRole = z.enum(['editor', 'analyst', 'viewer']);

export const WorkflowSharing = z
  .object({
    owner: z.object({ id: z.string(), name: z.string().nullable(), email: z.string().nullable() }).nullable(),
    restricted: z.boolean(),
    roles: z
      .array(z.object({ role: sharedRole, right: right.nullable() }))
      .describe('What everybody of a role may do with it; null = not even see it'),
    members: z.array(z.object({ id: z.string(), name: z.string(), email: z.string(), right })),
  })
  .meta({ id: 'WorkflowSharing' });

const tag = 'Workflows';

export const workflowSharingContract = {
  getWorkflowSharing: defineRoute({
    method: 'get',
    path: '/workflows/{workflowId}/sharing',
    tag,
    summary: 'Whom a workflow is shared with',
    needs: 'read',
    onWorkflow: 'view',
    params,
    reply: WorkflowSharing,
  }),
  shareWorkflow: defineRoute({
    method: 'put',
    path: '/workflows/{workflowId}/sharing',
    tag,
    summary: 'Share a workflow as said here, and with nobody else',
    description:
      'Rights, each with those before it: view (it and its runs), report (retry, cancel and replay runs), edit (change, publish, switch), own (share, transfer). Not restricted, editors edit and the others view without being named.',
    needs: 'read',
    onWorkflow: 'own',
    audit: { action: 'workflow.shared', keep: ['restricted', 'roles', 'members'] },
    params,
    body: z.strictObject({
      restricted: z.boolean(),
      roles: z
        .array(z.strictObject({ role: sharedRole, right }))
        .max(3)
        .default([]),
      members: z
        .array(z.strictObject({ id: UserId, right }))
        .max(200)
        .default([]),
    }),
    reply: WorkflowSharing,
  }),
  transferWorkflow: defineRoute({
    method: 'post',
    path: '/workflows/{workflowId}/transfer',
    tag,
    summary: 'Make another member the owner of a workflow',
    description: 'The owner until now may go on editing it. What runs is not touched.',
    needs: 'read',
    onWorkflow: 'own',
    audit: { action: 'workflow.transferred', keep: ['ownerId'] },
    params,
    body: z.strictObject({ ownerId: UserId }),
    reply: Workflow,
  }),
};
