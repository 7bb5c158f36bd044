import {
  discardWorkflowDraft,
  findWorkflow,
  findWorkflowDraft,
  type Queryable,
  reviseWorkflow,
  saveWorkflowDraft,
  takeWorkflowDraft,
  type WorkflowDraft,
  type WorkflowReport,
} from '@canvass/database';
import { WorkflowDefinition, type WorkspaceId } from '@canvass/domain';
import { toActor } from '../auth/principal.ts';
import { workflowDraftsContract } from '../contract/workflow-drafts.ts';
import { toPlaces } from '../http/places.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import type { Senders } from '../senders.ts';
import { findSenderProblems } from './sender-problems.ts';
import { findDefinitionProblems, type PlacedProblem, requireSoundDefinition } from './workflow-definition-check.ts';
import { replyWorkflow } from './workflow-reply.ts';

export const workflowDraftRoutes = [
  route(workflowDraftsContract.getWorkflowDraft, async ({ params }, { workspaceId, inWorkspace, services }) => {
    const draft = await inWorkspace(async (db) => {
      const workflow = found(await findWorkflow(db, workspaceId, params.workflowId));
      return withProblems(db, workspaceId, workflow, found(await findWorkflowDraft(db, workspaceId, workflow.id)));
    });
    return withSenderProblems(services.senders, draft);
  }),

  route(workflowDraftsContract.checkWorkflow, async ({ params, body }, { workspaceId, inWorkspace, services }) => {
    const problems = await inWorkspace(async (db) => {
      const { eventSourceId } = found(await findWorkflow(db, workspaceId, params.workflowId));
      return findDefinitionProblems(db, workspaceId, eventSourceId, body.content);
    });
    return withSenderProblems(services.senders, { content: body.content, problems });
  }),

  route(workflowDraftsContract.saveWorkflowDraft, async ({ params, body }, context) => {
    const { workspaceId, principal, services } = context;
    const draft = await context.inWorkspace(async (db) => {
      const workflow = found(await findWorkflow(db, workspaceId, params.workflowId));
      const saved = await saveWorkflowDraft(db, workspaceId, workflow.id, { ...body, updatedBy: toActor(principal) });
      if (saved === null) throw new ProblemError('conflict', { detail: changedMeanwhile });
      return withProblems(db, workspaceId, workflow, saved);
    });
    return withSenderProblems(services.senders, draft);
  }),

  route(workflowDraftsContract.discardWorkflowDraft, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const workflow = found(await findWorkflow(db, workspaceId, params.workflowId));
      await discardWorkflowDraft(db, workspaceId, workflow.id);
      return null;
    }),
  ),

  route(workflowDraftsContract.publishWorkflowDraft, ({ params, body }, { workspaceId, inWorkspace, principal }) =>
    inWorkspace(async (db) => {
      const workflow = found(await findWorkflow(db, workspaceId, params.workflowId));
      const draft = await takeWorkflowDraft(db, workspaceId, workflow.id, body.version);
      if (draft === null) throw new ProblemError('conflict', { detail: changedMeanwhile });
      if (draft.basedOn !== workflow.revision) {
        const detail = `The draft was begun from revision ${draft.basedOn}; revision ${workflow.revision} is current.`;
        throw new ProblemError('conflict', { detail });
      }
      const definition = readDefinition(draft.content);
      await requireSoundDefinition(db, workspaceId, workflow.eventSourceId, definition);
      await reviseWorkflow(db, workspaceId, workflow.id, { definition, createdBy: toActor(principal) });
      return replyWorkflow(db, principal, workflow.id);
    }),
  ),
];

const changedMeanwhile = 'The draft has been saved, published or discarded since.';

function readDefinition(content: unknown): WorkflowDefinition {
  const read = WorkflowDefinition.safeParse(content);
  if (read.success) return read.data;
  throw new ProblemError('invalid-definition', { places: toPlaces(read.error.issues) });
}

async function withProblems(
  db: Queryable,
  workspaceId: WorkspaceId,
  { eventSourceId }: WorkflowReport,
  draft: WorkflowDraft,
) {
  return { ...draft, problems: await findDefinitionProblems(db, workspaceId, eventSourceId, draft.content) };
}

async function withSenderProblems<Checked extends { content: unknown; problems: PlacedProblem[] }>(
  senders: Senders,
  checked: Checked,
): Promise<Checked> {
  return { ...checked, problems: [...checked.problems, ...(await findSenderProblems(senders, checked.content))] };
}
