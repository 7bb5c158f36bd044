import {
  appendDeliveryEvents,
  findCrashingTaskRuns,
  findWorkspacesToRescue,
  inWorkspace,
  markLostDeliveries,
  type Pool,
} from '@canvass/database';
import type { TaskFailure, WorkspaceId } from '@canvass/domain';
import type { Producer } from '@canvass/jobs';
import { finishTaskRuns, offerDueWork, type TaskOutcome } from '@canvass/runs';

const unknownDelivery: TaskFailure = { code: 'delivery-unknown', detail: null };
const crashed: TaskFailure = { code: 'task-crashed', detail: null };

/**
 * Ends what nobody will end any more: deliveries whose worker died while handing the message over become `unknown`, and
 * task runs that took down every worker that had them fail. Answers the workspaces where something changed.
 */
export async function rescueLostWork(pool: Pool, producer: Producer): Promise<WorkspaceId[]> {
  const workspaceIds = await findWorkspacesToRescue(pool);
  for (const workspaceId of workspaceIds) {
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
      const crashing = await findCrashingTaskRuns(db, workspaceId);
      const outcomes = [
        ...lost.map(({ taskRunId }): TaskOutcome => ({ taskRunId, kind: 'failed', failure: unknownDelivery })),
        ...crashing.map((taskRunId): TaskOutcome => ({ taskRunId, kind: 'failed', failure: crashed })),
      ];
      return finishTaskRuns(db, workspaceId, outcomes);
    });
    await offerDueWork(producer, workspaceId, due);
  }
  return workspaceIds;
}
