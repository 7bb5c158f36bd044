import {
  createWorkflow,
  type EventSourceReport,
  findEventSource,
  findSurveyFlows,
  findWorkflow,
  findWorkflowDraft,
  type Queryable,
  saveWorkflowDraft,
  type WorkflowReport,
} from '@canvass/database';
import {
  flattenSteps,
  type SurveyId,
  toWorkflowFile,
  usedFields,
  type WorkflowDefinition,
  type WorkflowId,
  type WorkspaceId,
  writeWorkflowFile,
} from '@canvass/domain';
import { type Principal, toActor } from '../auth/principal.ts';
import { requireRightOnWorkflow } from '../auth/workflow-access.ts';
import { workflowFilesContract } from '../contract/workflow-files.ts';
import { Download } from '../http/download.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import { findDefinitionProblems } from './workflow-definition-check.ts';
import { readImport } from './workflow-import.ts';
import { replyWorkflow } from './workflow-reply.ts';

export const workflowFileRoutes = [
  route(workflowFilesContract.exportWorkflow, ({ params }, { workspaceId, inWorkspace }) =>
    inWorkspace(async (db) => {
      const workflow = found(await findWorkflow(db, workspaceId, params.workflowId));
      const source = found(await findEventSource(db, workspaceId, workflow.eventSourceId));
      const text = writeWorkflowFile(await toFile(db, workspaceId, workflow, source));
      const fileName = workflow.name
        .replaceAll(/[^A-Za-z0-9]+/g, '-')
        .replaceAll(/^-+|-+$/g, '')
        .toLowerCase();
      const bytes = new TextEncoder().encode(text);
      return new Download(`${fileName || 'workflow'}.workflow.json`, 'application/json', bytes);
    }),
  ),

  route(workflowFilesContract.duplicateWorkflow, ({ params, body }, { workspaceId, inWorkspace, principal }) =>
    inWorkspace(async (db) => {
      const { definition, ...workflow } = found(await findWorkflow(db, workspaceId, params.workflowId));
      const eventSourceId = body.eventSourceId ?? workflow.eventSourceId;
      const source = await findEventSource(db, workspaceId, eventSourceId);
      if (source === null) {
        const place = { pointer: '/eventSourceId', message: 'The workspace has no such event source.' };
        throw new ProblemError('invalid-request', { places: [place] });
      }
      return makeWorkflow(db, principal, { name: body.name, source, definition });
    }),
  ),

  route(workflowFilesContract.previewWorkflowImport, ({ body }, { workspaceId, inWorkspace, principal }) =>
    inWorkspace(async (db) => {
      const { file, source, surveys, content } = await readImport(db, workspaceId, body);
      const updates = await toUpdate(db, principal, body.workflowId);
      const draft = updates === null ? null : await findWorkflowDraft(db, workspaceId, updates.id);
      const known = new Set(source?.fields.map((field) => field.name));
      const missingFields = Object.keys(file.eventSource.fields).filter((field) => !known.has(field));
      return {
        name: body.name ?? file.name,
        updates: updates === null ? null : { ...updates, hasDraft: draft !== null },
        eventSource: { ...file.eventSource, id: source?.id ?? null },
        surveys: Object.entries(file.surveys).map(([reference, survey]) => ({
          reference,
          name: survey.name,
          id: surveys.get(reference) ?? null,
        })),
        missingFields: source === null ? [] : missingFields,
        problems: source === null ? [] : await findDefinitionProblems(db, workspaceId, source.id, content),
      };
    }),
  ),

  route(workflowFilesContract.importWorkflow, ({ body }, { workspaceId, inWorkspace, principal }) =>
    inWorkspace(async (db) => {
      const imported = await readImport(db, workspaceId, body);
      const { source, definition } = imported.resolved();
      const updates = await toUpdate(db, principal, body.workflowId);
      if (updates === null) {
        return makeWorkflow(db, principal, { name: body.name ?? imported.file.name, source, definition });
      }
      if (updates.eventSourceId !== source.id) {
        const message = 'The workflow listens to another event source, and that stays.';
        throw new ProblemError('invalid-request', { places: [{ pointer: '/eventSourceId', message }] });
      }
      await replaceDraft(db, principal, updates, definition);
      return replyWorkflow(db, principal, updates.id);
    }),
  ),
];

async function toFile(db: Queryable, workspaceId: WorkspaceId, workflow: WorkflowReport, source: EventSourceReport) {
  const { name, definition } = workflow;
  const ids = flattenSteps(definition.steps).flatMap((step) => ('surveyId' in step ? [step.surveyId] : []));
  const surveys = await findSurveyFlows(db, workspaceId, ids);
  const types = new Map(source.fields.map((field) => [field.name, field.type]));
  const fields = usedFields(definition, { fieldTypes: types, surveys }).flatMap((field) => {
    const type = types.get(field);
    return type === undefined ? [] : [[field, type] as const];
  });
  const surveyNames = new Map<SurveyId, string>(
    ids.flatMap((id) => {
      const survey = surveys.get(id);
      return survey === undefined ? [] : [[id, survey.name]];
    }),
  );
  const eventSource = { name: source.name, objectType: source.objectType, fields: Object.fromEntries(fields) };
  return toWorkflowFile({ name, definition, eventSource, surveyNames });
}

/** A new workflow, switched off. What is to be mended first stands in its draft, where the builder lists it. */
async function makeWorkflow(
  db: Queryable,
  principal: Principal,
  {
    name,
    source,
    definition,
  }: { name: string; source: { id: EventSourceReport['id'] }; definition: WorkflowDefinition },
) {
  const { workspaceId } = principal;
  const createdBy = toActor(principal);
  const ownerId = principal.user?.id ?? null;
  const id = await createWorkflow(db, workspaceId, { name, eventSourceId: source.id, definition, createdBy, ownerId });
  const problems = await findDefinitionProblems(db, workspaceId, source.id, definition);
  if (problems.some(({ severity }) => severity === 'error')) {
    const draft = { content: { ...definition }, basedOn: 1, version: 0, updatedBy: createdBy };
    await saveWorkflowDraft(db, workspaceId, id, draft);
  }
  return replyWorkflow(db, principal, id);
}

/** The workflow that is to be updated, which the caller may edit; null = none was named. */
async function toUpdate(db: Queryable, principal: Principal, workflowId: WorkflowId | undefined) {
  if (workflowId === undefined) return null;
  await requireRightOnWorkflow(db, principal, { workflowId }, 'edit');
  return found(await findWorkflow(db, principal.workspaceId, workflowId));
}

async function replaceDraft(
  db: Queryable,
  principal: Principal,
  { id, revision }: WorkflowReport,
  definition: WorkflowDefinition,
): Promise<void> {
  const { workspaceId } = principal;
  const version = (await findWorkflowDraft(db, workspaceId, id))?.version ?? 0;
  const draft = { content: { ...definition }, basedOn: revision, version, updatedBy: toActor(principal) };
  if ((await saveWorkflowDraft(db, workspaceId, id, draft)) !== null) return;
  throw new ProblemError('conflict', { detail: 'Somebody has saved the draft at the same moment.' });
}
