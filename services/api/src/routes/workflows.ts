import {
  createWorkflow,
  findEventSource,
  findRevision,
  findWorkflow,
  listRevisions,
  listWorkflows,
  renameWorkflow,
  reviseWorkflow,
  switchWorkflow,
} from '@canvass/database';
import type { WorkflowId, WorkflowStatus } from '@canvass/domain';
import { toActor } from '../auth/principal.ts';
import { hiddenWorkflows } from '../auth/workflow-access.ts';
import { workflowsContract } from '../contract/workflows.ts';
import { pageRequest, toList } from '../http/pagination.ts';
import { found, ProblemError } from '../http/problem-error.ts';
import { type RequestContext, route } from '../http/route.ts';
import { findSenderProblems } from './sender-problems.ts';
import { requireSoundDefinition } from './workflow-definition-check.ts';
import { replyWorkflow, withAccess } from './workflow-reply.ts';

export const workflowRoutes = [
  route(workflowsContract.listWorkflows, async ({ query }, { workspaceId, inWorkspace, principal }) =>
    toList(
      await inWorkspace(async (db) => {
        const hidden = await hiddenWorkflows(db, principal);
        const filter = { statuses: query.status, eventSourceId: query.eventSourceId, hidden };
        const page = await listWorkflows(db, workspaceId, filter, pageRequest(query));
        return { ...page, rows: await withAccess(db, principal, page.rows) };
      }),
    ),
  ),

  route(workflowsContract.createWorkflow, ({ body }, { workspaceId, inWorkspace, principal }) =>
    inWorkspace(async (db) => {
      if ((await findEventSource(db, workspaceId, body.eventSourceId)) === null) {
        const place = { pointer: '/eventSourceId', message: 'The workspace has no such event source.' };
        throw new ProblemError('invalid-request', { places: [place] });
      }
      await requireSoundDefinition(db, workspaceId, body.eventSourceId, body.definition);
      const createdBy = toActor(principal);
      const id = await createWorkflow(db, workspaceId, { ...body, createdBy, ownerId: principal.user?.id ?? null });
      return replyWorkflow(db, principal, id);
    }),
  ),

  route(workflowsContract.getWorkflow, async ({ params }, { inWorkspace, principal, services }) => {
    const workflow = await inWorkspace((db) => replyWorkflow(db, principal, params.workflowId));
    const ofSenders = await findSenderProblems(services.senders, workflow.definition);
    const warnings = ofSenders.map(({ pointer, sentence, mend }) => ({ pointer, message: `${sentence} ${mend}` }));
    return { ...workflow, warnings: [...workflow.warnings, ...warnings] };
  }),

  route(workflowsContract.updateWorkflow, ({ params, body }, { workspaceId, inWorkspace, principal }) =>
    inWorkspace(async (db) => {
      const workflow = found(await findWorkflow(db, workspaceId, params.workflowId));
      const { name, definition } = body;
      if (definition) {
        await requireSoundDefinition(db, workspaceId, workflow.eventSourceId, definition);
        await reviseWorkflow(db, workspaceId, workflow.id, { definition, createdBy: toActor(principal) });
      }
      if (name !== undefined) await renameWorkflow(db, workspaceId, workflow.id, name);
      return replyWorkflow(db, principal, workflow.id);
    }),
  ),

  route(workflowsContract.switchWorkflowOn, ({ params }, context) => change(context, params.workflowId, 'on')),
  route(workflowsContract.switchWorkflowOff, ({ params }, context) => change(context, params.workflowId, 'off')),

  route(workflowsContract.listWorkflowRevisions, async ({ params, query }, { workspaceId, inWorkspace }) =>
    toList(
      await inWorkspace(async (db) => {
        found(await findWorkflow(db, workspaceId, params.workflowId));
        return listRevisions(db, workspaceId, params.workflowId, pageRequest(query));
      }),
    ),
  ),

  route(workflowsContract.getWorkflowRevision, async ({ params }, { workspaceId, inWorkspace }) =>
    found(await inWorkspace((db) => findRevision(db, workspaceId, params.workflowId, params.revision))),
  ),
];

function change({ workspaceId, inWorkspace, principal }: RequestContext, id: WorkflowId, status: WorkflowStatus) {
  return inWorkspace(async (db) => {
    const workflow = found(await findWorkflow(db, workspaceId, id));
    if (status === 'on') {
      await requireSoundDefinition(db, workspaceId, workflow.eventSourceId, workflow.definition);
    }
    await switchWorkflow(db, workspaceId, id, status);
    return replyWorkflow(db, principal, id);
  });
}
