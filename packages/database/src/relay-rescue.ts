import type { DeliveryId, TaskFailure, TaskRunId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { isOnly } from './derived-id.ts';

/** How long a provider call may take before nobody can say any more whether the message went out. */
const sendingMs = 5 * 60_000;
const maxRows = 500;

/** Workspaces with deliveries that were being sent when their worker died. */
export async function findWorkspacesToRescue(db: Queryable): Promise<WorkspaceId[]> {
  const { rows } = await db.query<{ id: WorkspaceId }>(
    `select distinct workspace_id as id from deliveries
      where status = 'sending' and sending_since < now() - $1 * interval '1 ms'`,
    [sendingMs],
  );
  return rows.map(({ id }) => id);
}

/**
 * Marks deliveries as unknown that have been in sending for too long: they are never sent again blindly. Their runs are
 * taken with them, both without waiting: whoever holds one is settling it.
 */
export async function markLostDeliveries(
  db: Queryable,
  workspaceId: WorkspaceId,
  failure: TaskFailure,
): Promise<{ id: DeliveryId; taskRunId: TaskRunId }[]> {
  const { rows } = await db.query<{ id: DeliveryId; taskRunId: TaskRunId }>(
    `update deliveries d set status = 'unknown', error = $2, updated_at = now()
       from (select old.id
               from (select id, run_id from deliveries
                      where workspace_id = $1 and status = 'sending' and sending_since < now() - $3 * interval '1 ms'
                      order by id limit $4 for update skip locked) as old
              cross join lateral (
                select from runs where workspace_id = $1 and id ${isOnly('old.run_id')} for update skip locked) as r) as lost
      where d.workspace_id = $1 and d.id = lost.id
  returning d.id, d.task_run_id as "taskRunId"`,
    [workspaceId, JSON.stringify(failure), sendingMs, maxRows],
  );
  return rows;
}

/** Work that is due and not done: how many rows, and since when the oldest. */
export interface DueWorkCount {
  kind: 'message' | 'wait' | 'contact' | 'email-survey' | 'sms-survey' | 'email' | 'sms' | 'webhook' | 'operation';
  rows: number;
  oldestDueAt: Date;
}

export async function countDueWork(db: Queryable): Promise<DueWorkCount[]> {
  // Halves, because each has an index of open work to itself; the tables hold years of ended rows beside it.
  const open = (kind: string, table: string, active: string) =>
    ['enqueued_at is null', 'enqueued_at is not null']
      .map((half) => `select ${kind} as kind, due_at from ${table} where ${active} and ${half} and due_at <= now()`)
      .join(' union all ');
  // What waits for an endpoint that is disabled or left alone is not late by any worker's fault.
  const callable = `status = 'pending' and endpoint_id in (
    select id from webhook_endpoints where status = 'enabled' and open_until <= now())`;
  const { rows } = await db.query<DueWorkCount>(
    `select kind, count(*) as rows, min(due_at) as "oldestDueAt" from (
       ${open("'message'", 'messages', "status = 'pending'")}
       union all ${open('type', 'task_runs', "status in ('queued', 'waiting')")}
       union all ${open('channel', 'deliveries', "status = 'queued'")}
       union all ${open("'webhook'", 'webhook_calls', callable)}
       union all ${open("'operation'", 'operations', "status in ('queued', 'running', 'stopping')")}) as work
      group by kind`,
  );
  return rows;
}
