import {
  cancelTaskRuns,
  changeRuns,
  continueWait,
  lockRun,
  type Queryable,
  requeueFailedTaskRuns,
} from '@canvass/database';
import { PermanentError, type RunId, type RunStatus, type WorkspaceId } from '@canvass/domain';
import { type DueWork, toDueWork } from './due-work.ts';

/**
 * Does a run's failed tasks again, in order, and the steps that were not done because of them. What succeeded stays.
 * Throws `not-found`, or `conflict` where nothing has failed or the run has not ended. Offer the answer after commit.
 */
export async function retryRun(db: Queryable, workspaceId: WorkspaceId, runId: RunId): Promise<DueWork> {
  const status = await lockRun(db, workspaceId, runId);
  requireStatus(status, ['failed', 'partially-failed']);
  const [due] = await requeueFailedTaskRuns(db, workspaceId, [runId], true);
  if (due === undefined) throw new PermanentError('conflict', { detail: 'no task of the run has failed' });
  await changeRuns(db, workspaceId, [{ id: runId, status: 'running', finished: false, contactId: null }]);
  return toDueWork([due]);
}

/** Stops a run that has not ended; what was done stays done. Throws `not-found` or `conflict`. Offer the answer after commit. */
export async function cancelRun(db: Queryable, workspaceId: WorkspaceId, runId: RunId): Promise<DueWork> {
  const status = await lockRun(db, workspaceId, runId);
  requireStatus(status, ['queued', 'running', 'waiting']);
  await cancelTaskRuns(db, workspaceId, [runId], { code: 'run-cancelled', detail: null });
  await changeRuns(db, workspaceId, [{ id: runId, status: 'cancelled', finished: true, contactId: null }]);
  return toDueWork([], ['cancelled']);
}

/** Ends the wait that a run is at before its time; its conditions are still looked at. Throws `not-found` or `conflict`. Offer the answer after commit. */
export async function continueRun(db: Queryable, workspaceId: WorkspaceId, runId: RunId): Promise<DueWork> {
  const status = await lockRun(db, workspaceId, runId);
  requireStatus(status, ['waiting']);
  const wait = await continueWait(db, workspaceId, runId);
  if (wait === null) throw new PermanentError('conflict', { detail: 'the run is at no wait step' });
  return toDueWork([{ ...wait, type: 'wait' }]);
}

function requireStatus(status: RunStatus | null, wanted: readonly RunStatus[]): void {
  if (status === null) throw new PermanentError('not-found');
  if (!wanted.includes(status)) throw new PermanentError('conflict', { detail: `the run is ${status}` });
}
