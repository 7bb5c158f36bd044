import {
  claimDueTaskRuns,
  findFieldTypes,
  findStepOutputs,
  type Queryable,
  type TakenTaskRun,
  type TaskRunClaim,
  takeDueTaskRuns,
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

/** A task run that is this transaction's alone, with what `finishTakenTasks` needs to move its run on. */
export interface TakenTask
  extends ClaimedTask,
    Pick<TakenTaskRun, 'revisionId' | 'eventSourceId' | 'runStatus' | 'steps'> {
  /** The notification's fields as received. */
  event: Record<string, string | null>;
  /** The database's clock. */
  now: Date;
}

/**
 * Takes task runs whose effect is in this database: claim, effect and `finishTakenTasks` are one transaction, so that a
 * crash leaves nothing behind, and nothing is written until it is known what became of them. Those that were fed again are
 * taken only if `fedAgain` (see `togetherOrEach`).
 */
export async function takeTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  taskRunIds: readonly TaskRunId[],
  fedAgain: boolean,
): Promise<TakenTask[]> {
  const taken = await takeDueTaskRuns(db, workspaceId, taskRunIds, fedAgain);
  const revisions = await loadRevisions(
    db,
    workspaceId,
    taken.map((task) => task.revisionId),
  );
  return taken.map(({ fields, ...task }) => {
    const revision = revisions.get(task.revisionId);
    return {
      ...task,
      event: fields,
      step: stepOf(task, revision),
      outputs: outputsOf(task.steps),
      timeZone: revision?.definition.timeZone ?? 'UTC',
    };
  });
}

export function outputsOf(steps: TakenTaskRun['steps']): ClaimedTask['outputs'] {
  return Object.fromEntries(
    steps.flatMap(({ stepId, output }) => (output === null ? [] : [[stepId, output] as const])),
  );
}

/**
 * Takes task runs that are queued, due for another try, or left behind by a worker that died; only those answered are
 * yours, for five minutes or until finished. Those that were fed again only if `fedAgain`.
 */
export async function claimTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  taskRunIds: readonly TaskRunId[],
  fedAgain: boolean,
): Promise<ClaimedTask[]> {
  const claims = await claimDueTaskRuns(db, workspaceId, taskRunIds, fedAgain);
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
      event: withKnownFields(fields, catalogues.get(eventSourceId)?.keys() ?? []),
      outputs: outputs.get(claim.runId) ?? {},
      timeZone: revision?.definition.timeZone ?? 'UTC',
    };
  });
}

function stepOf(claim: Pick<TaskRunClaim, 'revisionId' | 'stepId'>, revision: Revision | undefined): Task {
  const step = revision?.tasks.get(claim.stepId);
  if (step === undefined) throw new Error(`revision ${claim.revisionId} has no task ${claim.stepId}`);
  return step;
}

/** A notification's fields with those that the catalogue knows and the message left out. */
export function withKnownFields(
  fields: Record<string, string | null>,
  names: Iterable<string>,
): Record<string, string | null> {
  return { ...Object.fromEntries([...names].map((name) => [name, null])), ...fields };
}
