import type { ItemOutcome, ItemReason, OperationId, WorkflowId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { type Page, type PageRequest, toPage } from './page.ts';

/** What became of one item of an operation. */
export interface OperationItem {
  id: string;
  outcome: ItemOutcome;
  reason: ItemReason | null;
}

/** Items of one operation that are reported one by one; of those after them only the counts are kept. */
export const mostReportedItems = 100_000;

export async function addOperationItems(
  db: Queryable,
  workspaceId: WorkspaceId,
  operationId: OperationId,
  items: readonly OperationItem[],
): Promise<void> {
  await db.query(
    `insert into operation_items (operation_id, item_id, workspace_id, outcome, reason)
     select $2, i.id, $1, i.outcome, i.reason from unnest($3::uuid[], $4::text[], $5::text[]) as i (id, outcome, reason)`,
    [
      workspaceId,
      operationId,
      items.map(({ id }) => id),
      items.map(({ outcome }) => outcome),
      items.map(({ reason }) => reason),
    ],
  );
}

export interface ReportedItem extends OperationItem {
  at: Date;
  recordId: string | null;
  workflowName: string | null;
}

/**
 * The report of an operation, in the order in which its items were done. Items are runs or notifications; of runs of hidden
 * workflows only the id is told.
 */
export async function listOperationItems(
  db: Queryable,
  workspaceId: WorkspaceId,
  operation: { id: OperationId; items: 'runs' | 'notifications'; hiddenWorkflows: readonly WorkflowId[] },
  page: PageRequest,
): Promise<Page<ReportedItem>> {
  const about =
    operation.items === 'runs'
      ? `left join runs x on x.workspace_id = $1 and x.id = i.item_id and x.workflow_id <> all($5::uuid[])
         left join workflows w on w.workspace_id = $1 and w.id = x.workflow_id`
      : 'left join notifications x on x.workspace_id = $1 and x.id = i.item_id and $5::uuid[] is not null';
  const workflowName = operation.items === 'runs' ? 'w.name' : 'null::text';
  const { rows } = await db.query<ReportedItem>(
    `select i.item_id as id, i.outcome, i.reason, i.at, x.record_id as "recordId", ${workflowName} as "workflowName"
       from (select * from operation_items
              where workspace_id = $1 and operation_id = $2 and ($3::uuid is null or item_id > $3)
              order by item_id limit $4) as i ${about}
      order by i.item_id`,
    [workspaceId, operation.id, page.after, page.limit + 1, operation.hiddenWorkflows],
  );
  return toPage(rows, page.limit, (row) => row.id);
}
