import {
  appendDeliveryEvents,
  findWorkspacesToRescue,
  inWorkspace,
  markLostDeliveries,
  type Pool,
} from '@canvass/database';
import type { TaskFailure, WorkspaceId } from '@canvass/domain';
import type { Producer } from '@canvass/jobs';
import { finishTaskRuns, offerDueWork } from '@canvass/runs';

const unknownDelivery: TaskFailure = { code: 'delivery-unknown', detail: null };

/**
 * Ends what nobody will end any more: deliveries whose worker died while handing the message over become `unknown`, and
 * their task runs fail. Answers the workspaces where something changed. Where it
 * fails in one, the others come first; then it throws.
 */
export async function rescueLostWork(pool: Pool, producer: Producer): Promise<WorkspaceId[]> {
  const workspaceIds = await findWorkspacesToRescue(pool);
  const failures: unknown[] = [];
  for (const workspaceId of workspaceIds) {
    try {
      await rescueInWorkspace(pool, producer, workspaceId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    const message = `rescuing failed in ${failures.length} of ${workspaceIds.length} workspaces`;
    throw new Error(message, { cause: failures[0] });
  }
  return workspaceIds;
}

async function rescueInWorkspace(pool: Pool, producer: Producer, workspaceId: WorkspaceId): Promise<void> {
  const due = await inWorkspace(pool, workspaceId, async (db) => {
    const lost = await markLostDeliveries(db, workspaceId, unknownDelivery);
    const at = new Date();
    await appendDeliveryEvents(
      db,
      workspaceId,
      lost.map(({ id }) => ({
        deliveryId: id,
        type: 'unknown',
        at,
        detail: {},
        providerEventId: null,
        failure: unknownDelivery,
      })),
    );
    return finishTaskRuns(
      db,
      workspaceId,
      lost.map(({ taskRunId }) => ({ taskRunId, kind: 'failed', failure: unknownDelivery })),
    );
  });
  await offerDueWork(producer, workspaceId, due);
}
