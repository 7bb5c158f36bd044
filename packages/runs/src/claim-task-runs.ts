import {
  claimDueTaskRuns,
  findFieldTypes,
  findStepOutputs,
  type Queryable,
  type TaskRunClaim,
} from '@canvass/database';
import type { NotificationId, RunId, Task, TaskRunId, WorkflowId, WorkspaceId } from '@canvass/domain';
import { loadRevisions, type Revision } from './revisions.ts';

/** A task run that is this worker's alone, with all that its task needs. */
export interface ClaimedTask {
  taskRunId: TaskRunId;
  runId: RunId;
  notificationId: NotificationId;
  workflowId: WorkflowId;
  stepId: string;
  step: Task;
  /** Tries, counting this one. */
  attempts: number;
  firstFailedAt: Date | null;
  /** The notification's fields; those that the catalogue knows and the message left out are null. */
  event: Record<string, string | null>;
  /** Outputs of earlier steps, by step id. */
  outputs: Record<string, Record<string, unknown>>;
  timeZone: string;
  defaultCountry: string;
  receivedAt: Date;
  traceparent: string;
}

/**
 * Takes task runs that are queued, due for another try, or left behind by a worker that died; only those answered are
 * yours, for five minutes or until finished. Where the task's effect is in this database, claim, effect and
 * `finishTaskRuns` belong in one transaction: a crash then leaves nothing behind.
 */
export async function claimTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  taskRunIds: readonly TaskRunId[],
): Promise<ClaimedTask[]> {
  const claims = await claimDueTaskRuns(db, workspaceId, taskRunIds);
  if (claims.length === 0) return [];
  const runIds = claims.map((claim) => claim.runId);
  const outputs = await findStepOutputs(db, workspaceId, runIds);
  const catalogues = await findFieldTypes(db, workspaceId, [...new Set(claims.map((claim) => claim.eventSourceId))]);
  const revisions = await loadRevisions(
    db,
    workspaceId,
    claims.map((claim) => claim.revisionId),
  );
  return claims.map((claim) => {
    const revision = revisions.get(claim.revisionId);
    const { eventSourceId, revisionId, fields, ...task } = claim;
    return {
      ...task,
      step: stepOf(claim, revision),
      event: { ...nulls(catalogues.get(eventSourceId)?.keys() ?? []), ...fields },
      outputs: outputs.get(claim.runId) ?? {},
      timeZone: revision?.definition.timeZone ?? 'UTC',
    };
  });
}

function stepOf(claim: TaskRunClaim, revision: Revision | undefined): Task {
  const step = revision?.tasks.get(claim.stepId);
  if (step === undefined) throw new Error(`revision ${claim.revisionId} has no task ${claim.stepId}`);
  return step;
}

function nulls(names: Iterable<string>): Record<string, null> {
  return Object.fromEntries([...names].map((name) => [name, null]));
}
