import {
  lockRun,
  lockUnknownDelivery,
  type Queryable,
  recordDeliveryEvent,
  reviveTasksOfDeliveries,
} from '@canvass/database';
import type { DeliveryId, RunId, TaskFailure, TaskRunId, UnknownResolution, WorkspaceId } from '@canvass/domain';
import type { DueWork } from './due-work.ts';
import { finishTaskRuns } from './finish-task-runs.ts';

const fateUnknown: TaskFailure = { code: 'delivery-unknown', detail: null };

/**
 * Says what became of a message that may or may not have gone out. Sent: recorded as the provider's word would be, which
 * takes the run up again by itself. Not sent: the delivery never went out, and its task prepares it again, with what was not
 * done because of it; other failures of the run stay. Offer the answer after commit. Null when its fate is known meanwhile.
 * `detail` says in its history who settled it.
 */
export async function resolveUnknownDelivery(
  db: Queryable,
  workspaceId: WorkspaceId,
  { deliveryId, runId, taskRunId }: { deliveryId: DeliveryId; runId: RunId; taskRunId: TaskRunId },
  resolution: { as: UnknownResolution; detail: Record<string, unknown> },
): Promise<DueWork | null> {
  await lockRun(db, workspaceId, runId); // runs before deliveries, as everyone locks them
  if (!(await lockUnknownDelivery(db, workspaceId, deliveryId))) return null;
  // The task ends as failed, if it did not already, and is done again: it finds the delivery sent, or sends it.
  const due = await finishTaskRuns(db, workspaceId, [{ taskRunId, kind: 'failed', failure: fateUnknown }]);
  const event = { deliveryId, at: new Date(), detail: resolution.detail, providerEventId: null };
  if (resolution.as === 'sent') {
    await recordDeliveryEvent(db, workspaceId, { ...event, type: 'sent' });
  } else {
    await recordDeliveryEvent(db, workspaceId, { ...event, type: 'failed', failure: fateUnknown });
    await reviveTasksOfDeliveries(db, workspaceId, [deliveryId]); // also while other steps of the run go on
  }
  return due; // the task itself is fed by the relay
}
