import { cancelTaskRuns, changeRuns, lockRuns, type Queryable, requeueFailedTaskRuns } from '@canvass/database';
import {
  cancellableStatuses,
  type ItemOutcome,
  type ItemReason,
  type RunId,
  type RunStatus,
  retriableStatuses,
  type WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';

/** What became of one item of an operation. */
export interface ItemResult {
  readonly id: string;
  readonly outcome: ItemOutcome;
  readonly reason: ItemReason | null;
}

/**
 * Retries runs as `retryRun` does, those that have failed. What is due then is left to the relay, so that a hundred thousand
 * of them go through the queues in fair turns as any backlog does.
 */
export async function retryRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  runIds: readonly RunId[],
  leftOut: readonly WorkflowId[] = [],
): Promise<ItemResult[]> {
  const statuses = await lockRuns(db, workspaceId, runIds, leftOut);
  const failed = withStatus(statuses, retriableStatuses);
  const due = failed.length === 0 ? [] : await requeueFailedTaskRuns(db, workspaceId, failed, false);
  const retried = new Set(due.map(({ runId }) => runId));
  await changeRuns(
    db,
    workspaceId,
    [...retried].map((id) => ({ id, status: 'running', finished: false, contactId: null })),
  );
  return toResults(runIds, statuses, retried, 'run-not-failed');
}

/** Cancels runs as `cancelRun` does, those that have not ended. */
export async function cancelRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  runIds: readonly RunId[],
  leftOut: readonly WorkflowId[] = [],
): Promise<ItemResult[]> {
  const statuses = await lockRuns(db, workspaceId, runIds, leftOut);
  const open = withStatus(statuses, cancellableStatuses);
  if (open.length > 0) await cancelTaskRuns(db, workspaceId, open, { code: 'run-cancelled', detail: null });
  await changeRuns(
    db,
    workspaceId,
    open.map((id) => ({ id, status: 'cancelled', finished: true, contactId: null })),
  );
  return toResults(runIds, statuses, new Set(open), 'run-ended');
}

function withStatus(statuses: ReadonlyMap<RunId, RunStatus>, wanted: readonly RunStatus[]): RunId[] {
  return [...statuses].flatMap(([id, status]) => (wanted.includes(status) ? [id] : []));
}

function toResults(
  ids: readonly RunId[],
  found: ReadonlyMap<RunId, RunStatus>,
  done: ReadonlySet<RunId>,
  otherwise: ItemReason,
): ItemResult[] {
  return ids.map((id) => {
    if (done.has(id)) return { id, outcome: 'done', reason: null };
    return { id, outcome: 'skipped', reason: found.has(id) ? otherwise : 'run-out-of-reach' };
  });
}
