import {
  type EventSourceId,
  type NotificationId,
  type RunStatus,
  salesforceIdForms,
  type WorkflowId,
  type WorkspaceId,
} from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { mayBeKinSql } from './derived-id.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { SqlParameters } from './sql-parameters.ts';

export interface NotificationReport {
  id: NotificationId;
  eventSourceId: EventSourceId;
  salesforceId: string;
  recordId: string | null;
  objectType: string | null;
  fields: Record<string, string | null>;
  problem: string | null;
  receivedAt: Date;
  runs: { id: string; workflowId: string; workflowName: string | null; status: RunStatus }[];
}

/** Runs of hidden workflows ($2) are left out. */
const select = `
  select n.id, n.event_source_id as "eventSourceId", n.salesforce_id as "salesforceId", n.record_id as "recordId",
         n.object_type as "objectType", n.fields, n.problem, n.received_at as "receivedAt",
         coalesce((select jsonb_agg(jsonb_build_object(
                            'id', r.id, 'workflowId', r.workflow_id, 'workflowName', w.name, 'status', r.status)
                          order by r.id)
                     from runs r left join workflows w on w.workspace_id = n.workspace_id and w.id = r.workflow_id
                    where r.workspace_id = n.workspace_id and r.notification_id = n.id and ${mayBeKinSql('r.id', 'n.id')}
                      and r.workflow_id <> all($2::uuid[])),
                  '[]') as runs
    from notifications n`;

export async function listNotifications(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: {
    eventSourceId?: EventSourceId | undefined;
    recordId?: string | undefined;
    hiddenWorkflows: readonly WorkflowId[];
  },
  page: PageRequest,
): Promise<Page<NotificationReport>> {
  const p = new SqlParameters();
  const conditions = [`n.workspace_id = ${p.add(workspaceId)}`];
  p.add(filter.hiddenWorkflows);
  if (page.after !== null) conditions.push(`n.id < ${p.add(page.after)}`);
  if (filter.eventSourceId) conditions.push(`n.event_source_id = ${p.add(filter.eventSourceId)}`);
  if (filter.recordId !== undefined) conditions.push(`n.record_id = any(${p.add(salesforceIdForms(filter.recordId))})`);
  const { rows } = await db.query<NotificationReport>(
    `${select} where ${conditions.join(' and ')} order by n.id desc limit ${p.add(page.limit + 1)}`,
    p.values,
  );
  return toPage(rows, page.limit, (row) => row.id);
}

export async function findNotification(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: NotificationId,
  hiddenWorkflows: readonly WorkflowId[],
): Promise<NotificationReport | null> {
  const { rows } = await db.query<NotificationReport>(`${select} where n.workspace_id = $1 and n.id = $3`, [
    workspaceId,
    hiddenWorkflows,
    id,
  ]);
  return rows[0] ?? null;
}
