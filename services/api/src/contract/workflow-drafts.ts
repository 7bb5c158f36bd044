import { definitionProblemCodes, WorkflowId } from '@canvass/domain';
import { z } from 'zod';
import { Instant, NoContent } from './common.ts';
import { defineRoute } from './route-spec.ts';
import { Workflow } from './workflows.ts';

const params = z.object({ workflowId: WorkflowId });
const content = z
  .record(z.string(), z.unknown())
  .describe('A workflow definition as far as it goes: only publishing asks that it is sound');

export const DefinitionProblem = z
  .object({
    severity: z.enum(['error', 'warning']).describe('An error keeps the draft from being published'),
    code: z.enum(definitionProblemCodes),
    pointer: z.string().describe('JSON Pointer into the definition'),
    sentence: z.string().describe('What is wrong'),
    mend: z.string().describe('What to do; empty where the sentence says it'),
    about: z.record(z.string(), z.string()).describe('What the sentence speaks of, to say it in another language'),
    fix: z
      .object({ kind: z.literal('declare-embedded-data'), surveyId: z.string(), names: z.array(z.string()) })
      .nullable()
      .describe('The request that mends it: `POST /surveys/{surveyId}/embedded-data` with these names'),
  })
  .meta({ id: 'DefinitionProblem' });

export const WorkflowDraft = z
  .object({
    content,
    basedOn: z.number().int().describe('Number of the revision that it was begun from'),
    version: z.number().int().describe('Counts how often it was saved'),
    updatedBy: z.string(),
    updatedAt: Instant,
    problems: z.array(DefinitionProblem),
  })
  .meta({ id: 'WorkflowDraft' });

const tag = 'Workflows';
const path = '/workflows/{workflowId}/draft';

export const workflowDraftsContract = {
  getWorkflowDraft: defineRoute({
    method: 'get',
    path,
    tag,
    summary: 'Get what is being built of a workflow, with its mistakes',
    needs: 'read',
    onWorkflow: 'view',
    params,
    reply: WorkflowDraft,
  }),
  checkWorkflow: defineRoute({
    method: 'post',
    path: '/workflows/{workflowId}/check',
    tag,
    summary: 'Tell everything that is wrong with a definition; nothing is saved',
    needs: 'read',
    onWorkflow: 'view',
    params,
    body: z.strictObject({ content }),
    reply: z.object({ problems: z.array(DefinitionProblem) }),
  }),
  saveWorkflowDraft: defineRoute({
    method: 'put',
    path,
    tag,
    summary: 'Save the draft of a workflow',
    description:
      'Runs are not touched: they follow the published revisions. Answers `conflict` when somebody else has saved the draft since `version`.',
    needs: 'read',
    onWorkflow: 'edit',
    params,
    body: z.strictObject({
      content,
      basedOn: z.number().int().min(1).describe('Number of the revision that it was begun from'),
      version: z.number().int().min(0).describe('The version that was edited; 0 = there was no draft'),
    }),
    reply: WorkflowDraft,
    problems: ['conflict'],
  }),
  discardWorkflowDraft: defineRoute({
    method: 'delete',
    path,
    tag,
    summary: 'Discard the draft of a workflow',
    needs: 'read',
    onWorkflow: 'edit',
    params,
    reply: NoContent,
  }),
  publishWorkflowDraft: defineRoute({
    method: 'post',
    path: '/workflows/{workflowId}/publish',
    tag,
    summary: 'Make the draft of a workflow its next revision',
    description:
      'Answers `conflict` when the draft has been saved since `version`, or another revision has been published since it was begun.',
    needs: 'read',
    onWorkflow: 'edit',
    audit: { action: 'workflow.published' },
    params,
    body: z.strictObject({ version: z.number().int().min(1) }),
    reply: Workflow,
    problems: ['conflict', 'invalid-definition'],
  }),
};
