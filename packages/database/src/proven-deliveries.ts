import type { DeliveryId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/**
 * Takes a task that failed because nobody knew whether its message went out up again, once that is known: preparing it
 * finds the delivery sent and ends it with its output, without a second message, or finds it failed and sends it; the run
 * goes on from there. Steps that were not done because of the failure leave no trace; other failures stay, and so does a cancelled
 * run. The caller holds the runs' locks.
 */
export async function reviveTasksOfDeliveries(
  db: Queryable,
  workspaceId: WorkspaceId,
  deliveryIds: readonly DeliveryId[],
): Promise<void> {
  if (deliveryIds.length === 0) return;
  await db.query(
    `with revived as (
       update task_runs t
          set status = 'queued', attempts = 0, error = null, output = null, first_failed_at = null, finished_at = null,
              due_at = now(), enqueued_at = null
         from deliveries d, runs r
        where t.workspace_id = $1 and d.workspace_id = $1 and r.workspace_id = $1
          and d.id = any($2::uuid[]) and t.id = d.task_run_id and r.id = t.run_id
          and t.status = 'failed' and t.error ->> 'code' = 'delivery-unknown' and r.status <> 'cancelled'
    returning t.run_id
     ), not_done as (
       delete from task_runs
        where workspace_id = $1 and run_id in (select run_id from revived)
          and status = 'skipped' and error ->> 'code' = 'earlier-step-failed'
     )
     update runs set status = 'running', finished_at = null, error_code = null
      where workspace_id = $1 and id in (select run_id from revived) and status in ('failed', 'partially-failed')`,
    [workspaceId, deliveryIds],
  );
}
