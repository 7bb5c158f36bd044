import { EventSourceId, SurveyId, WorkflowId } from '@canvass/domain';
import { z } from 'zod';
import { DownloadReply } from '../http/download.ts';
import { defineRoute } from './route-spec.ts';
import { DefinitionProblem } from './workflow-drafts.ts';
import { Workflow } from './workflows.ts';

const params = z.object({ workflowId: WorkflowId });
const name = z.string().trim().min(1).max(255);
const tag = 'Workflows';

const choices = {
  file: z.record(z.string(), z.unknown()).describe('A workflow file, see docs/moving-workflows.md'),
  name: name.optional().describe('In place of the file’s own'),
  eventSourceId: EventSourceId.optional().describe('Left out: the one of the file’s name and object'),
  surveys: z
    .record(z.string().max(120), SurveyId)
    .default({})
    .describe('Reference in the file → survey; left out: the one of that name'),
  workflowId: WorkflowId.optional().describe('The workflow whose draft it becomes; left out: a new workflow'),
};

export const WorkflowImportPreview = z
  .object({
    name: z.string(),
    updates: z
      .object({ id: z.string(), name: z.string(), hasDraft: z.boolean() })
      .nullable()
      .describe('The workflow whose draft it becomes; null = a new workflow'),
    eventSource: z.object({ name: z.string(), objectType: z.string().nullable(), id: z.string().nullable() }),
    surveys: z.array(
      z.object({ reference: z.string(), name: z.string(), id: z.string().nullable().describe('Null = to be chosen') }),
    ),
    missingFields: z.array(z.string()).describe('Fields that the workflow reads and the event source does not know'),
    problems: z.array(DefinitionProblem).describe('What is to be mended before it can be published'),
  })
  .meta({ id: 'WorkflowImportPreview' });

export const workflowFilesContract = {
  exportWorkflow: defineRoute({
    method: 'get',
    path: '/workflows/{workflowId}/export',
    tag,
    summary: 'Download a workflow as a file for another workspace, or for Git',
    description: 'The current revision. Sorted, without ids: event source and surveys stand by name.',
    needs: 'read',
    onWorkflow: 'view',
    params,
    reply: DownloadReply,
    fileType: 'application/json',
  }),
  duplicateWorkflow: defineRoute({
    method: 'post',
    path: '/workflows/{workflowId}/duplicate',
    tag,
    summary: 'Copy a workflow, to another event source if wanted, switched off',
    description: 'What the event source lacks is listed as problems in the draft of the copy.',
    needs: 'write',
    onWorkflow: 'view',
    audit: { action: 'workflow.duplicated', keep: ['eventSourceId'] },
    params,
    body: z.strictObject({ name, eventSourceId: EventSourceId.optional() }),
    reply: Workflow,
    status: 201,
  }),
  previewWorkflowImport: defineRoute({
    method: 'post',
    path: '/workflow-imports/preview',
    tag,
    summary: 'See what importing a workflow file would make, without doing it',
    needs: 'write',
    body: z.strictObject(choices),
    reply: WorkflowImportPreview,
    problems: ['invalid-definition'],
  }),
  importWorkflow: defineRoute({
    method: 'post',
    path: '/workflow-imports',
    tag,
    summary: 'Import a workflow file as a new workflow, switched off, or as the draft of one',
    needs: 'write',
    audit: { action: 'workflow.imported' },
    body: z.strictObject(choices),
    reply: Workflow,
    status: 201,
    problems: ['invalid-definition', 'not-shared'],
  }),
};
