import {
  byRule,
  type DeliveryId,
  noUnknownDeliveryRule,
  type RunId,
  type TaskRunId,
  type UnknownDeliveryRule,
  type UnknownResolution,
  type WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';

export async function findUnknownDeliveryRule(db: Queryable, workspaceId: WorkspaceId): Promise<UnknownDeliveryRule> {
  const { rows } = await db.query<UnknownDeliveryRule>(
    `select settle_as as "settleAs", after_hours as "afterHours" from unknown_delivery_rules where workspace_id = $1`,
    [workspaceId],
  );
  return rows[0] ?? noUnknownDeliveryRule;
}

export async function setUnknownDeliveryRule(
  db: Queryable,
  workspaceId: WorkspaceId,
  { settleAs, afterHours }: UnknownDeliveryRule,
): Promise<void> {
  if (settleAs === null) {
    await db.query('delete from unknown_delivery_rules where workspace_id = $1', [workspaceId]);
    return;
  }
  await db.query(
    `insert into unknown_delivery_rules (workspace_id, settle_as, after_hours) values ($1, $2, $3)
         on conflict (workspace_id) do update set settle_as = excluded.settle_as, after_hours = excluded.after_hours`,
    [workspaceId, settleAs, afterHours],
  );
}

/** A delivery of unknown fate that its workspace's rule is about to settle. */
export interface OverdueUnknown {
  workspaceId: WorkspaceId;
  deliveryId: DeliveryId;
  runId: RunId;
  taskRunId: TaskRunId;
  settleAs: UnknownResolution;
  afterHours: number;
}

/**
 * Of each workspace with a rule, the oldest deliveries of unknown fate of which nothing has been heard for as long as it says.
 * A rule settles a delivery once: what becomes unknown again is for a person. So is what was held back after a backup was
 * restored: all of it may have gone out.
 */
export async function findOverdueUnknowns(db: Queryable, limitEach: number): Promise<OverdueUnknown[]> {
  const { rows } = await db.query<OverdueUnknown>(
    `select r.workspace_id as "workspaceId", d.id as "deliveryId", d.run_id as "runId", d.task_run_id as "taskRunId",
            r.settle_as as "settleAs", r.after_hours as "afterHours"
       from unknown_delivery_rules r
      cross join lateral (
        select id, run_id, task_run_id from deliveries
         where workspace_id = r.workspace_id and status = 'unknown'
           and updated_at < now() - r.after_hours * interval '1 hour'
           and not exists (select from sending_holds h where deliveries.id < h.before_id)
           and not exists (select from delivery_events e
                            where e.workspace_id = r.workspace_id and e.delivery_id = deliveries.id
                              and e.detail ->> 'resolvedBy' = $2)
         order by id limit $1) as d
      order by d.id`,
    [limitEach, byRule],
  );
  return rows;
}
