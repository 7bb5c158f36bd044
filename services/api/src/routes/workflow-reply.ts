import { findWorkflow, type Queryable, type WorkflowSummary } from '@canvass/database';
import type { WorkflowId } from '@canvass/domain';
import type { Principal } from '../auth/principal.ts';
import { rightsOnWorkflows } from '../auth/workflow-access.ts';
import { found } from '../http/problem-error.ts';
import { inspectDefinition } from './workflow-definition-check.ts';

/** A workflow as the API answers it to this caller, who may see it. */
export async function replyWorkflow(db: Queryable, principal: Principal, id: WorkflowId) {
  const { workspaceId } = principal;
  const workflow = found(await findWorkflow(db, workspaceId, id));
  const { warnings } = await inspectDefinition(db, workspaceId, workflow.eventSourceId, workflow.definition);
  const [reply] = await withAccess(db, principal, [workflow]);
  return { ...found(reply ?? null), warnings };
}

/** Adds whose each workflow is and what the caller may do with it; those that the caller may not see are left out. */
export async function withAccess<Row extends WorkflowSummary>(
  db: Queryable,
  principal: Principal,
  workflows: readonly Row[],
) {
  const ids = workflows.map(({ id }) => id);
  const rights = await rightsOnWorkflows(db, principal, ids);
  return workflows.flatMap((workflow) => {
    const right = rights.get(workflow.id) ?? null;
    if (right === null) return [];
    const owner = workflow.ownerId === null ? null : { id: workflow.ownerId, name: workflow.ownerName };
    return [{ ...workflow, owner, right }];
  });
}
