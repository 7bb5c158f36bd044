import {
  addRuns,
  addTaskRuns,
  derivedId,
  findFieldTypes,
  findNotificationsToReplay,
  findReplayCandidates,
  type NotificationToReplay,
  type Queryable,
  type ReplayCandidate,
  type RunToAdd,
  type TaskRunToAdd,
} from '@canvass/database';
import {
  evaluateCondition,
  type FieldTypes,
  type ItemReason,
  type NotificationId,
  type OperationId,
  type Replay,
  type RevisionId,
  RunId,
  type RunStatus,
  type WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import { traceIdOf } from '@canvass/platform';
import { ZodError } from 'zod';
import type { ItemResult } from './bulk.ts';
import { planRun, toTaskRuns } from './plan-run.ts';
import { loadRevisions, type Revision } from './revisions.ts';

/** What a replay makes of one notification by one workflow. */
export interface ReplayDecision {
  readonly notification: NotificationToReplay;
  /** Null = no workflow applies. */
  readonly workflow: { readonly id: WorkflowId; readonly name: string } | null;
  /** Why no run is made; null = one is. */
  readonly passedOver: ItemReason | null;
  /** The condition that was not met, in words. */
  readonly condition: string | null;
  /** It has run for this notification before. */
  readonly alreadyRan: boolean;
  readonly revision: Revision | null;
  readonly revisionId: RevisionId | null;
}

/**
 * Decides what a replay would do with these notifications; changes nothing. Conditions are read as of the arrival, as they
 * were then.
 */
export async function decideReplay(
  db: Queryable,
  workspaceId: WorkspaceId,
  replay: Omit<Replay, 'notifications'>,
  ids: readonly NotificationId[],
  leftOut: readonly WorkflowId[] = [],
): Promise<ReplayDecision[]> {
  const notifications = await findNotificationsToReplay(db, workspaceId, ids);
  const candidates = Map.groupBy(
    await findReplayCandidates(db, workspaceId, replay, ids, leftOut),
    ({ notificationId }) => notificationId,
  );
  const fieldTypes = await findFieldTypes(db, workspaceId, [
    ...new Set(notifications.map(({ eventSourceId }) => eventSourceId)),
  ]);
  const revisions = await readRevisions(db, workspaceId, [...candidates.values()].flat());
  return notifications.flatMap((notification) => {
    const types = fieldTypes.get(notification.eventSourceId) ?? new Map();
    const nothing = {
      notification,
      workflow: null,
      condition: null,
      alreadyRan: false,
      revision: null,
      revisionId: null,
    };
    if (notification.problem !== null) return [{ ...nothing, passedOver: 'notification-unusable' }];
    const applying = candidates.get(notification.id) ?? [];
    if (applying.length === 0) return [{ ...nothing, passedOver: 'no-workflow' }];
    return applying.map((candidate) => decide(notification, candidate, { replay, revisions, types }));
  });
}

function decide(
  notification: NotificationToReplay,
  candidate: ReplayCandidate,
  given: {
    replay: Pick<Replay, 'onlyNew'>;
    revisions: ReadonlyMap<RevisionId, Revision>;
    types: FieldTypes;
  },
): ReplayDecision {
  const { revisionId, alreadyRan } = candidate;
  const revision = revisionId === null ? null : (given.revisions.get(revisionId) ?? null);
  const base = {
    ...{ notification, alreadyRan, revision, revisionId, condition: null },
    workflow: { id: candidate.workflowId, name: candidate.workflowName },
  };
  if (revisionId === null) return { ...base, passedOver: 'no-revision' };
  if (revision === null) return { ...base, passedOver: 'revision-unreadable' };
  const { conditions, timeZone } = revision.definition;
  const { fields: event, receivedAt: now } = notification;
  const answer = evaluateCondition(conditions, { event, steps: {}, fieldTypes: given.types, now, timeZone });
  if (!answer.met) return { ...base, passedOver: 'conditions-not-met', condition: answer.failed };
  return { ...base, passedOver: alreadyRan && given.replay.onlyNew ? 'already-ran' : null };
}

async function readRevisions(
  db: Queryable,
  workspaceId: WorkspaceId,
  candidates: readonly ReplayCandidate[],
): Promise<ReadonlyMap<RevisionId, Revision>> {
  const ids = new Set(candidates.flatMap(({ revisionId }) => (revisionId === null ? [] : [revisionId])));
  const read = new Map<RevisionId, Revision>();
  for (const id of ids) {
    try {
      const revision = (await loadRevisions(db, workspaceId, [id])).get(id);
      if (revision !== undefined) read.set(id, revision);
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
    }
  }
  return read;
}

/**
 * Runs notifications again. Each run's id is derived from notification, workflow and replay, so a replay makes each once
 * however often it is resumed. What is due then is left to the relay.
 */
export async function replayNotifications(
  db: Queryable,
  workspaceId: WorkspaceId,
  replay: Omit<Replay, 'notifications'>,
  operation: { id: OperationId; leftOut: readonly WorkflowId[]; traceparent: string; now: Date },
  ids: readonly NotificationId[],
): Promise<{ items: ItemResult[]; ended: RunStatus[] }> {
  const decisions = await decideReplay(db, workspaceId, replay, ids, operation.leftOut);
  const types = await findFieldTypes(db, workspaceId, [
    ...new Set(decisions.map(({ notification }) => notification.eventSourceId)),
  ]);
  const started = decisions.flatMap((decision) => {
    const fieldTypes = types.get(decision.notification.eventSourceId) ?? new Map();
    return decision.passedOver === null ? [startRun(decision, fieldTypes, operation)] : [];
  });
  const added = await addRuns(
    db,
    workspaceId,
    started.map(({ run }) => run),
  );
  const fresh = started.filter(({ run }) => added.has(run.id));
  const tasks = fresh.flatMap((each) => each.tasks);
  await addTaskRuns(db, workspaceId, tasks, new Set(tasks.map(({ type }) => type)));
  return {
    items: toItems(ids, decisions),
    ended: fresh.filter(({ run }) => run.finished).map(({ run }) => run.status),
  };
}

function startRun(
  decision: ReplayDecision,
  fieldTypes: FieldTypes,
  operation: { id: OperationId; traceparent: string; now: Date },
): { run: RunToAdd; tasks: TaskRunToAdd[] } {
  const { notification, workflow, revision, revisionId } = decision;
  if (workflow === null || revision === null || revisionId === null) throw new Error('decided without a revision');
  const plan = planRun({ revision, event: notification.fields, fieldTypes, now: operation.now, steps: [] });
  const id = derivedId(RunId, notification.id, workflow.id, operation.id);
  const finished = plan.kind === 'finish';
  const run: RunToAdd = {
    id,
    messageId: notification.messageId,
    traceId: traceIdOf(operation.traceparent),
    traceparent: operation.traceparent,
    workflowId: workflow.id,
    revisionId,
    notificationId: notification.id,
    recordId: notification.recordId,
    status: finished ? plan.status : 'queued',
    finished,
    skipped: null,
    receivedAt: notification.receivedAt,
    replayId: operation.id,
  };
  return { run, tasks: toTaskRuns(id, plan) };
}

/** A notification of which at least one run was made is done; otherwise the first reason tells. */
function toItems(ids: readonly NotificationId[], decisions: readonly ReplayDecision[]): ItemResult[] {
  const byNotification = Map.groupBy(decisions, ({ notification }) => notification.id);
  return ids.map((id) => {
    const [first, ...others] = byNotification.get(id) ?? [];
    if (first === undefined) return { id, outcome: 'skipped', reason: 'notification-gone' };
    if ([first, ...others].some(({ passedOver }) => passedOver === null)) return { id, outcome: 'done', reason: null };
    return { id, outcome: 'skipped', reason: first.passedOver };
  });
}
