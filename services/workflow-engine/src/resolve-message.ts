import {
  addRuns,
  addTaskRuns,
  addUnreadableSteps,
  derivedId,
  findFieldTypes,
  findListeningWorkflows,
  findNotificationsToRun,
  lockPendingMessages,
  markMessagesResolved,
  type NotificationToRun,
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
  type TaskFailure,
  TaskRunId,
  type WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import { currentTraceparent, traceIdOf } from '@canvass/platform';
import { type DueWork, loadRevisions, planRun, type Revision, toDueWork, toTaskRuns } from '@canvass/runs';
import { ZodError } from 'zod';

export interface Resolution {
  readonly messages: number;
  readonly notifications: number;
  readonly runs: number;
  readonly due: DueWork;
}

/** Whether a job may be made for task runs of this kind when they are committed; otherwise the relay makes it. */
export type Admits = (kind: 'contacts' | 'surveys', tasks: number) => boolean;

/**
 * Turns the notifications of stored messages into runs and their first task runs, within the transaction of `db`. Null
 * when there is nothing to do: the messages are resolved, or another worker is at them.
 */
export async function resolveMessages(
  db: Queryable,
  workspaceId: WorkspaceId,
  messageIds: readonly MessageId[],
  admits: Admits,
): Promise<Resolution | null> {
  const messages = await lockPendingMessages(db, workspaceId, messageIds);
  if (messages.length === 0) return null;
  const ids = messages.map(({ id }) => id);
  const notifications = await findNotificationsToRun(db, workspaceId, ids);
  const runs = await startRuns(db, workspaceId, messages, notifications, admits);
  await markMessagesResolved(db, workspaceId, ids);
  return { messages: messages.length, notifications: notifications.length, ...runs };
}

/** Makes the runs of these notifications, of messages that are locked. */
export async function startRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  messages: readonly PendingMessage[],
  notifications: readonly NotificationToRun[],
  admits: Admits,
): Promise<{ runs: number; due: DueWork }> {
  const started: StartedRun[] = [];
  const fieldTypes = await findFieldTypes(db, workspaceId, [...new Set(messages.map((each) => each.eventSourceId))]);
  const ofMessage = Map.groupBy(notifications, ({ messageId }) => messageId);
  const alike = Map.groupBy(messages, (message) => `${message.eventSourceId} ${message.receivedAt.getTime()}`);
  for (const together of alike.values()) {
    const [first] = together;
    if (first === undefined) continue;
    const listeners = await findListeners(db, workspaceId, first);
    for (const message of together) {
      const context = { message, fieldTypes: fieldTypes.get(message.eventSourceId) ?? new Map() };
      for (const notification of ofMessage.get(message.id) ?? []) {
        for (const listener of listeners) started.push(startRun(listener, notification, context));
      }
    }
  }
  const added = await addRuns(
    db,
    workspaceId,
    started.map(({ run }) => run),
  );
  const fresh = started.filter(({ run }) => added.has(run.id));
  const tasks = fresh.flatMap(({ tasks }) => tasks);
  const left = leftToRelay(tasks, admits);
  const queued = await addTaskRuns(db, workspaceId, tasks, left);
  await addUnreadableSteps(
    db,
    workspaceId,
    fresh.flatMap(({ run, unreadable }) =>
      unreadable ? [{ id: derivedId(TaskRunId, run.id, 'workflow'), runId: run.id }] : [],
    ),
    unreadableRevision,
  );
  const ended = fresh.filter(({ run }) => run.finished).map(({ run }) => run.status);
  const offered = queued.filter(({ type }) => !left.has(type));
  return { runs: fresh.length, due: toDueWork(offered, ended) };
}

const unreadableRevision: TaskFailure = { code: 'revision-unreadable', detail: null };

/** The types of these task runs for which no job is to be offered. */
function leftToRelay(tasks: readonly TaskRunToAdd[], admits: Admits): ReadonlySet<TaskRunToAdd['type']> {
  const queued = tasks.filter(({ status }) => status === 'queued');
  const contacts = queued.filter(({ type }) => type === 'contact').length;
  const surveys = queued.length - contacts;
  return new Set([
    ...(contacts > 0 && !admits('contacts', contacts) ? (['contact'] as const) : []),
    ...(surveys > 0 && !admits('surveys', surveys) ? (['email-survey', 'sms-survey'] as const) : []),
  ]);
}

interface Listener {
  readonly workflowId: WorkflowId;
  readonly revisionId: RevisionId;
  /** Null = it can't be read: its runs fail, those of the other workflows go on. */
  readonly revision: Revision | null;
}

async function findListeners(db: Queryable, workspaceId: WorkspaceId, message: PendingMessage): Promise<Listener[]> {
  const listening = await findListeningWorkflows(db, workspaceId, message.eventSourceId, message.receivedAt);
  const ids = listening.map(({ revisionId }) => revisionId);
  const revisions = await loadRevisions(db, workspaceId, ids).catch((error) => {
    if (error instanceof ZodError) return null;
    throw error;
  });
  const listeners: Listener[] = [];
  for (const { workflowId, revisionId } of listening) {
    const revision = revisions?.get(revisionId) ?? (await readableRevision(db, workspaceId, revisionId));
    listeners.push({ workflowId, revisionId, revision });
  }
  return listeners;
}

async function readableRevision(db: Queryable, workspaceId: WorkspaceId, id: RevisionId): Promise<Revision | null> {
  try {
    return (await loadRevisions(db, workspaceId, [id])).get(id) ?? null;
  } catch (error) {
    if (error instanceof ZodError) return null;
    throw error;
  }
}

interface StartedRun {
  readonly run: RunToAdd;
  readonly tasks: TaskRunToAdd[];
  readonly unreadable: boolean;
}

/** One workflow applied to one notification. Its conditions are read as of the arrival, whatever the backlog. */
function startRun(
  { workflowId, revisionId, revision }: Listener,
  notification: NotificationToRun,
  { message, fieldTypes }: { message: PendingMessage; fieldTypes: FieldTypes },
): StartedRun {
  const { recordId, receivedAt, fields: event } = notification;
  const base = {
    ...{
      id: derivedId(RunId, notification.id, workflowId),
      workflowId,
      revisionId,
      notificationId: notification.id,
      recordId,
      receivedAt,
    },
    ...{ messageId: message.id, ...traceOf(message) },
  };
  if (revision === null) {
    return { run: { ...base, status: 'failed', finished: true, skipped: null }, tasks: [], unreadable: true };
  }
  const { conditions, timeZone } = revision.definition;
  const answer = evaluateCondition(conditions, { event, steps: {}, fieldTypes, now: receivedAt, timeZone });
  if (!answer.met) {
    const skipped = { failed: answer.failed, comparison: answer.failedComparison };
    return { run: { ...base, status: 'skipped', finished: true, skipped }, tasks: [], unreadable: false };
  }
  const plan = planRun({ revision, event, fieldTypes, now: message.now, steps: [] });
  const finished = plan.kind === 'finish';
  const status = finished ? plan.status : plan.kind === 'pause' ? 'waiting' : 'queued';
  return {
    run: { ...base, status, finished, skipped: null },
    tasks: toTaskRuns(base.id, plan),
    unreadable: false,
  };
}

/** Runs belong to the trace of the message; a job of the relay has a trace of its own, which only links to it. */
function traceOf(message: PendingMessage): { traceId: string; traceparent: string } {
  const traceId = traceIdOf(message.traceparent);
  const active = currentTraceparent();
  return { traceId, traceparent: traceIdOf(active) === traceId ? active : message.traceparent };
}
