import {
  addRuns,
  addTaskRuns,
  findFieldTypes,
  findListeningWorkflows,
  findNotificationsToRun,
  lockPendingMessage,
  markMessageResolved,
  type NotificationToRun,
  newId,
  type PendingMessage,
  type Queryable,
  type RunToAdd,
  type TaskRunToAdd,
} from '@canvass/database';
import {
  evaluateCondition,
  type FieldTypes,
  type MessageId,
  type RevisionId,
  RunId,
  type WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import { currentTraceparent, traceIdOf } from '@canvass/platform';
import { type DueWork, loadRevisions, planRun, type Revision, toDueWork, toTaskRuns } from '@canvass/runs';

export interface Resolution {
  readonly notifications: number;
  readonly runs: number;
  readonly due: DueWork;
}

interface Listener {
  readonly workflowId: WorkflowId;
  readonly revisionId: RevisionId;
  readonly revision: Revision;
}

/**
 * Turns the notifications of a stored message into runs and their first task runs, within the transaction of `db`. Null
 * when there is nothing to do: the message is resolved, or another worker is at it.
 */
export async function resolveMessage(
  db: Queryable,
  workspaceId: WorkspaceId,
  messageId: MessageId,
): Promise<Resolution | null> {
  const message = await lockPendingMessage(db, workspaceId, messageId);
  if (message === null) return null;
  const notifications = await findNotificationsToRun(db, workspaceId, messageId);
  const listeners = await findListeners(db, workspaceId, message);
  const fieldTypes = await fieldTypesOf(db, workspaceId, message);
  const started = listeners.flatMap((listener) =>
    notifications.map((notification) => startRun(listener, notification, fieldTypes, message)),
  );
  const added = await addRuns(
    db,
    workspaceId,
    { messageId, ...traceOf(message) },
    started.map(({ run }) => run),
  );
  const fresh = started.filter(({ run }) => added.has(run.id));
  const queued = await addTaskRuns(
    db,
    workspaceId,
    fresh.flatMap(({ tasks }) => tasks),
  );
  await markMessageResolved(db, workspaceId, messageId);
  const ended = fresh.filter(({ run }) => run.finished).map(({ run }) => run.status);
  return { notifications: notifications.length, runs: fresh.length, due: toDueWork(queued, ended) };
}

async function findListeners(db: Queryable, workspaceId: WorkspaceId, message: PendingMessage): Promise<Listener[]> {
  const listening = await findListeningWorkflows(db, workspaceId, message.eventSourceId, message.receivedAt);
  const revisions = await loadRevisions(
    db,
    workspaceId,
    listening.map(({ revisionId }) => revisionId),
  );
  return listening.map(({ workflowId, revisionId }) => {
    const revision = revisions.get(revisionId);
    if (revision === undefined) throw new Error(`no revision ${revisionId} of workflow ${workflowId}`);
    return { workflowId, revisionId, revision };
  });
}

async function fieldTypesOf(db: Queryable, workspaceId: WorkspaceId, message: PendingMessage): Promise<FieldTypes> {
  const catalogues = await findFieldTypes(db, workspaceId, [message.eventSourceId]);
  return catalogues.get(message.eventSourceId) ?? new Map();
}

/** One workflow applied to one notification. Its conditions are read as of the arrival, whatever the backlog. */
function startRun(
  { workflowId, revisionId, revision }: Listener,
  notification: NotificationToRun,
  fieldTypes: FieldTypes,
  message: PendingMessage,
): { run: RunToAdd; tasks: TaskRunToAdd[] } {
  const { conditions, timeZone } = revision.definition;
  const { recordId, receivedAt, fields: event } = notification;
  const base = { id: newId(RunId), workflowId, revisionId, notificationId: notification.id, recordId, receivedAt };
  const answer = evaluateCondition(conditions, { event, steps: {}, fieldTypes, now: receivedAt, timeZone });
  if (!answer.met) {
    const skipped = { failed: answer.failed, comparison: answer.failedComparison };
    return { run: { ...base, status: 'skipped', finished: true, skipped }, tasks: [] };
  }
  const plan = planRun({ revision, event, fieldTypes, now: message.now, steps: [] });
  const finished = plan.kind === 'finish';
  const status = finished ? plan.status : 'queued';
  return { run: { ...base, status, finished, skipped: null }, tasks: toTaskRuns(base.id, plan) };
}

/** Runs belong to the trace of the message; a job of the relay has a trace of its own, which only links to it. */
function traceOf(message: PendingMessage): { traceId: string; traceparent: string } {
  const traceId = traceIdOf(message.traceparent);
  const active = currentTraceparent();
  return { traceId, traceparent: traceIdOf(active) === traceId ? active : message.traceparent };
}
