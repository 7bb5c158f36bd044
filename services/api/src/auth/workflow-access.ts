import {
  findMember,
  findSharings,
  findWorkflowOfDelivery,
  findWorkflowOfDistribution,
  findWorkflowOfRun,
  listRestricted,
  type Queryable,
} from '@canvass/database';
import {
  DeliveryId,
  DistributionId,
  includesRight,
  RunId,
  WorkflowId,
  type WorkflowRight,
  type WorkflowSharing,
  workflowRightOf,
} from '@canvass/domain';
import { found, ProblemError } from '../http/problem-error.ts';
import { type Principal, toWorkflowCaller } from './principal.ts';

/** Throws `not-shared`, saying who can grant it, unless the caller has this right on the workflow that `params` name, or whose run, distribution or delivery. */
export async function requireRightOnWorkflow(
  db: Queryable,
  principal: Principal,
  params: Readonly<Record<string, unknown>>,
  needed: WorkflowRight,
): Promise<void> {
  const workflowId = await namedWorkflow(db, principal, params);
  if (workflowId === null) return;
  const sharings = await findSharings(db, principal.workspaceId, [workflowId]);
  const sharing = found(sharings.get(workflowId) ?? null);
  const has = workflowRightOf(toWorkflowCaller(principal), sharing);
  if (includesRight(has, needed)) return;
  const detail = `This needs the right “${needed}” on the workflow; you have ${has === null ? 'none' : `“${has}”`}. ${await granters(db, principal, sharing)} can grant it.`;
  throw new ProblemError('not-shared', { detail });
}

/** Null = what stands there is no id at all: the request is refused when its parameters are read. */
async function namedWorkflow(
  db: Queryable,
  { workspaceId }: Principal,
  params: Readonly<Record<string, unknown>>,
): Promise<WorkflowId | null> {
  const workflowId = WorkflowId.safeParse(params.workflowId);
  if (workflowId.success) return workflowId.data;
  const runId = RunId.safeParse(params.runId);
  if (runId.success) return found(await findWorkflowOfRun(db, workspaceId, runId.data));
  const distributionId = DistributionId.safeParse(params.distributionId);
  if (distributionId.success) return found(await findWorkflowOfDistribution(db, workspaceId, distributionId.data));
  const deliveryId = DeliveryId.safeParse(params.deliveryId);
  return deliveryId.success ? found(await findWorkflowOfDelivery(db, workspaceId, deliveryId.data)) : null;
}

async function granters(db: Queryable, { workspaceId }: Principal, { ownerId }: WorkflowSharing): Promise<string> {
  const owner = ownerId === null ? null : await findMember(db, workspaceId, ownerId);
  return owner === null
    ? 'An administrator of the workspace'
    : `The owner, ${owner.name} (${owner.email}), or an administrator of the workspace`;
}

/** The workflows that the caller may not even see: lists leave them and what is theirs out. */
export async function hiddenWorkflows(db: Queryable, principal: Principal): Promise<WorkflowId[]> {
  if (principal.role === 'admin') return [];
  const caller = toWorkflowCaller(principal);
  const restricted = await listRestricted(db, principal.workspaceId);
  return [...restricted].filter(([, sharing]) => workflowRightOf(caller, sharing) === null).map(([id]) => id);
}

/** What the caller may do with each of these workflows. */
export async function rightsOnWorkflows(
  db: Queryable,
  principal: Principal,
  ids: readonly WorkflowId[],
): Promise<Map<WorkflowId, WorkflowRight | null>> {
  const caller = toWorkflowCaller(principal);
  const sharings = await findSharings(db, principal.workspaceId, ids);
  return new Map([...sharings].map(([id, sharing]) => [id, workflowRightOf(caller, sharing)]));
}

/** Of the workflows that are shared with some only, those on which the caller lacks this right. */
export async function workflowsWithout(
  db: Queryable,
  principal: Principal,
  needed: WorkflowRight,
): Promise<WorkflowId[]> {
  const caller = toWorkflowCaller(principal);
  const restricted = await listRestricted(db, principal.workspaceId);
  return [...restricted]
    .filter(([, sharing]) => !includesRight(workflowRightOf(caller, sharing), needed))
    .map(([id]) => id);
}
