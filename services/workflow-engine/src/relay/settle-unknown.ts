import { findOverdueUnknowns, inWorkspace, type OverdueUnknown, type Pool, recordAudit } from '@canvass/database';
import { byRule, type WorkspaceId } from '@canvass/domain';
import type { Producer } from '@canvass/jobs';
import { offerDueWork, resolveUnknownDelivery } from '@canvass/runs';

/** Of one workspace, at one go. */
const batch = 100;

/**
 * Settles deliveries of unknown fate where their workspace has a rule for it and its time is over. Answers the workspaces
 * where something changed. Where it fails for one delivery, the others come first; then it throws.
 */
export async function settleUnknownDeliveries(pool: Pool, producer: Producer): Promise<Set<WorkspaceId>> {
  const overdue = await findOverdueUnknowns(pool, batch);
  const changed = new Set<WorkspaceId>();
  const failures: unknown[] = [];
  for (const delivery of overdue) {
    try {
      if (await settle(pool, producer, delivery)) changed.add(delivery.workspaceId);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) {
    const message = `settling failed for ${failures.length} of ${overdue.length} deliveries`;
    throw new Error(message, { cause: failures[0] });
  }
  return changed;
}

/** False when its fate is known meanwhile. */
async function settle(pool: Pool, producer: Producer, delivery: OverdueUnknown): Promise<boolean> {
  const { workspaceId, deliveryId, settleAs, afterHours } = delivery;
  const due = await inWorkspace(pool, workspaceId, async (db) => {
    const detail = { resolvedBy: byRule, afterHours };
    const resolved = await resolveUnknownDelivery(db, workspaceId, delivery, { as: settleAs, detail });
    if (resolved !== null) {
      await recordAudit(db, workspaceId, {
        ...{ actor: byRule, actorName: '', action: 'delivery.resolved', subjectId: deliveryId, subjectName: null },
        detail: { as: settleAs, afterHours },
      });
    }
    return resolved;
  });
  if (due !== null) await offerDueWork(producer, workspaceId, due);
  return due !== null;
}
