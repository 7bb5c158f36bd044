import {
  findDelivery,
  lockRun,
  lockUnknownDelivery,
  type Queryable,
  recordDeliveryEvent,
  reviveTasksOfDeliveries,
} from '@canvass/database';
import { type DeliveryId, type TaskFailure, TaskRunId, type WorkspaceId } from '@canvass/domain';
import { type DueWork, finishTaskRuns } from '@canvass/runs';
import { found, ProblemError } from '../http/problem-error.ts';

const fateUnknown: TaskFailure = { code: 'delivery-unknown', detail: null };

/**
 * Says what became of a message that may or may not have gone out. Sent: recorded as the provider's word would be, which
 * takes the run up again by itself. Not sent: the delivery never went out, and its task prepares it again, with what was not
 * done because of it; other failures of the run stay. Offer the answer after commit.
 */
export async function resolveUnknownDelivery(
  db: Queryable,
  workspaceId: WorkspaceId,
  deliveryId: DeliveryId,
  resolution: { as: 'sent' | 'not-sent'; by: string },
): Promise<DueWork> {
  const delivery = found(await findDelivery(db, workspaceId, deliveryId));
  await lockRun(db, workspaceId, delivery.runId); // runs before deliveries, as everyone locks them
  const locked = await lockUnknownDelivery(db, workspaceId, deliveryId);
  if (!locked) throw new ProblemError('conflict', { detail: `The delivery is ${delivery.status}.` });
  // The task ends as failed, if it did not already, and is done again: it finds the delivery sent, or sends it.
  const taskRunId = TaskRunId.parse(delivery.taskRunId);
  const due = await finishTaskRuns(db, workspaceId, [{ taskRunId, kind: 'failed', failure: fateUnknown }]);
  const event = { deliveryId, at: new Date(), detail: { resolvedBy: resolution.by }, providerEventId: null };
  if (resolution.as === 'sent') {
    await recordDeliveryEvent(db, workspaceId, { ...event, type: 'sent' });
  } else {
    await recordDeliveryEvent(db, workspaceId, { ...event, type: 'failed', failure: fateUnknown });
    await reviveTasksOfDeliveries(db, workspaceId, [deliveryId]); // also while other steps of the run go on
  }
  return due; // the task itself is fed by the relay
}
