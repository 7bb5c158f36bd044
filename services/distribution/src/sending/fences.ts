import { inWorkspace, isTransientDatabaseError, type Pool, takeFencesBack } from '@canvass/database';
import type { DeliveryId, WorkspaceId } from '@canvass/domain';
import type { JobRun } from '@canvass/jobs';
import { keepTrying } from './keep-trying.ts';

interface FencingDoors {
  pool: Pool;
  /** Aborted when the grace period of a stopping process is nearly over. */
  lastCall: AbortSignal;
  log: JobRun['log'];
}

/** Deliveries that a transaction may fence, and the attempts for which it does. */
export interface PossibleFences {
  workspaceId: WorkspaceId;
  deliveryIds: readonly DeliveryId[];
  attemptIds: readonly string[];
}

/**
 * Does a transaction that fences deliveries. Where the connection is lost meanwhile, nobody says whether it was committed;
 * but nothing has been handed over yet, so the fences are taken back, whether they are there or not. What the database
 * can't be told until the last call stays in `sending`, of which the relay makes `unknown`.
 */
export async function whileFencing<Result>(
  { pool, lastCall, log }: FencingDoors,
  { workspaceId, deliveryIds, attemptIds }: PossibleFences,
  transaction: () => Promise<Result>,
): Promise<Result> {
  try {
    return await transaction();
  } catch (error) {
    if (attemptIds.length > 0 && isTransientDatabaseError(error)) {
      const takeBack = () =>
        inWorkspace(pool, workspaceId, (db) => takeFencesBack(db, workspaceId, deliveryIds, attemptIds));
      await keepTrying(takeBack, lastCall).catch((err) => log.warn({ err }, 'fences.not-taken-back'));
    }
    throw error;
  }
}
