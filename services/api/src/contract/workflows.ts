import { EventSourceId, WorkflowDefinition, WorkflowId, workflowRights, workflowStatuses } from '@canvass/domain';
import { z } from 'zod';
import { Instant, oneOrMore, Place, pageOf, pageQuery } from './common.ts';
import { defineRoute } from './route-spec.ts';

const name = z.string().trim().min(1).max(255);
const params = z.object({ workflowId: WorkflowId });

export const WorkflowSummary = z
  .object({
    id: z.string(),
    name: z.string(),
    status: z.enum(workflowStatuses),
    eventSourceId: z.string(),
    eventSourceName: z.string(),
    revision: z.number().int().describe('Number of the current revision'),
    owner: z
      .object({ id: z.string(), name: z.string().nullable().describe('Null = no member of the workspace any more') })
      .nullable()
      .describe('Null = administrators look after it'),
    restricted: z.boolean().describe('True = only those it is shared with, its owner and administrators see it'),
    right: z.enum(workflowRights).describe('The most that the caller may do with it'),
    hasDraft: z.boolean().describe('True = changes have been saved that are not published'),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'WorkflowSummary' });

export const Workflow = z
  .object({
    ...WorkflowSummary.shape,
    definition: WorkflowDefinition,
    warnings: z.array(Place).describe('What may not do what was meant; pointers into `definition`'),
  })
  .meta({ id: 'Workflow' });

export const WorkflowRevision = z
  .object({
    id: z.string(),
    workflowId: z.string(),
    revision: z.number().int(),
    createdBy: z.string(),
    createdAt: Instant,
    definition: WorkflowDefinition,
  })
  .meta({ id: 'WorkflowRevision' });

const tag = 'Workflows';

export const workflowsContract = {
  listWorkflows: defineRoute({
    method: 'get',
    path: '/workflows',
    tag,
    summary: 'List workflows, oldest first',
    needs: 'read',
    query: z.strictObject({
      ...pageQuery,
      status: oneOrMore(workflowStatuses),
      eventSourceId: EventSourceId.optional(),
    }),
    reply: pageOf(WorkflowSummary),
  }),
  createWorkflow: defineRoute({
    method: 'post',
    path: '/workflows',
    tag,
    summary: 'Create a workflow, switched off',
    needs: 'write',
    audit: { action: 'workflow.created', keep: ['eventSourceId'] },
    body: z.strictObject({ name, eventSourceId: EventSourceId, definition: WorkflowDefinition }),
    reply: Workflow,
    status: 201,
    problems: ['invalid-definition'],
  }),
  getWorkflow: defineRoute({
    method: 'get',
    path: '/workflows/{workflowId}',
    tag,
    summary: 'Get a workflow with its current definition',
    needs: 'read',
    onWorkflow: 'view',
    params,
    reply: Workflow,
  }),
  updateWorkflow: defineRoute({
    method: 'patch',
    path: '/workflows/{workflowId}',
    tag,
    summary: 'Rename a workflow, or save its definition as a new revision',
    description: 'Notifications that have already arrived run the revision that was current when they arrived.',
    needs: 'read',
    onWorkflow: 'edit',
    audit: { action: 'workflow.changed', keep: ['name'] },
    params,
    body: z.strictObject({ name: name.optional(), definition: WorkflowDefinition.optional() }),
    reply: Workflow,
    problems: ['invalid-definition'],
  }),
  switchWorkflowOn: defineRoute({
    method: 'post',
    path: '/workflows/{workflowId}/on',
    tag,
    summary: 'Run it for notifications that arrive from now on',
    needs: 'read',
    onWorkflow: 'edit',
    audit: { action: 'workflow.switched-on' },
    params,
    reply: Workflow,
    problems: ['invalid-definition'],
  }),
  switchWorkflowOff: defineRoute({
    method: 'post',
    path: '/workflows/{workflowId}/off',
    tag,
    summary: 'Run it no more for notifications that arrive from now on',
    needs: 'read',
    onWorkflow: 'edit',
    audit: { action: 'workflow.switched-off' },
    params,
    reply: Workflow,
  }),
  listWorkflowRevisions: defineRoute({
    method: 'get',
    path: '/workflows/{workflowId}/revisions',
    tag,
    summary: 'List the revisions of a workflow, newest first',
    needs: 'read',
    onWorkflow: 'view',
    params,
    query: z.strictObject(pageQuery),
    reply: pageOf(WorkflowRevision.omit({ definition: true }).meta({ id: 'WorkflowRevisionSummary' })),
  }),
  getWorkflowRevision: defineRoute({
    method: 'get',
    path: '/workflows/{workflowId}/revisions/{revision}',
    tag,
    summary: 'Get a revision',
    needs: 'read',
    onWorkflow: 'view',
    params: z.object({ workflowId: WorkflowId, revision: z.coerce.number().int().min(1).max(2_000_000_000) }),
    reply: WorkflowRevision,
  }),
};
