import { DeliveryId, type TaskRunId, type WorkspaceId } from '@canvass/domain';
import type { Pool } from './connection.ts';
import { appendDeliveryEvents } from './delivery-events.ts';
import { firstIdAt } from './id-time.ts';
import { inSystem } from './transaction.ts';

const batchRows = 500;

/**
 * Holds back all messages that follow from notifications received before `at`: the database was restored from a backup, and
 * what it means to send may have gone out after the backup was taken. What is queued or in sending becomes `unknown`, for a
 * person to decide; what has not got so far becomes so when it does. Answers how many are held now. To be called while no
 * worker runs; broken off, it can be called again.
 */
export async function holdRestoredDeliveries(pool: Pool, at: Date): Promise<number> {
  await pool.query('insert into sending_holds (before_id) values ($1) on conflict do nothing', [firstIdAt(at)]);
  let held = 0;
  for (;;) {
    const batch = await holdBatch(pool, firstIdAt(at));
    held += batch;
    if (batch < batchRows) return held;
  }
}

function holdBatch(pool: Pool, before: string): Promise<number> {
  return inSystem(pool, async (db) => {
    const { rows } = await db.query<{ id: DeliveryId; workspaceId: WorkspaceId; taskRunId: TaskRunId }>(
      `update deliveries d set status = 'unknown', error = $3, updated_at = now()
        where id in (select id from deliveries where status = 'queued' and id < $1
                      union all select id from deliveries where status = 'sending' and id < $1 limit $2)
    returning d.id, d.workspace_id as "workspaceId", d.task_run_id as "taskRunId"`,
      [before, batchRows, JSON.stringify(failure)],
    );
    for (const [workspaceId, held] of Map.groupBy(rows, (row) => row.workspaceId)) {
      // Their tasks are looked at again: they fail as those of any message whose fate nobody knows.
      await db.query(
        `update task_runs set due_at = now(), enqueued_at = null
          where workspace_id = $1 and id = any($2::uuid[]) and status in ('running', 'waiting')`,
        [workspaceId, held.map((row) => row.taskRunId)],
      );
      const at = new Date();
      await appendDeliveryEvents(
        db,
        workspaceId,
        held.map(({ id }) => ({
          ...{
            deliveryId: DeliveryId.parse(id),
            type: 'unknown',
            at,
            detail: { restored: true },
            providerEventId: null,
          },
          failure,
        })),
      );
    }
    return rows.length;
  });
}

const failure = { code: 'delivery-unknown' as const, detail: 'restored from a backup: it may have been sent since' };
