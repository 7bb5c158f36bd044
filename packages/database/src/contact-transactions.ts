import type { ContactId, TaskRunId, TransactionId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** A dated fact about a contact, as a contact task states it. */
export interface NewTransaction {
  readonly id: TransactionId;
  readonly contactId: ContactId;
  readonly taskRunId: TaskRunId;
  readonly name: string;
  readonly occurredAt: Date | null;
  readonly fields: Readonly<Record<string, string>>;
}

/** Adds transactions; a task run's is kept once. */
export async function addTransactions(
  db: Queryable,
  workspaceId: WorkspaceId,
  transactions: readonly NewTransaction[],
): Promise<void> {
  if (transactions.length === 0) return;
  await db.query(
    `insert into contact_transactions (id, workspace_id, contact_id, task_run_id, name, occurred_at, fields)
     select id, $1, "contactId", "taskRunId", name, "occurredAt", fields
       from jsonb_to_recordset($2::jsonb) as given (
              id uuid, "contactId" uuid, "taskRunId" uuid, name text, "occurredAt" timestamptz, fields jsonb)
         on conflict (id) do nothing`,
    [workspaceId, JSON.stringify(transactions)],
  );
}
