import type { EventSourceId, RejectionId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { SqlParameters } from './sql-parameters.ts';

/** A message that arrived and was not accepted. Repetitions of one message are one rejection with a count. */
export interface RejectionReport {
  id: RejectionId;
  eventSourceId: EventSourceId;
  eventSourceName: string;
  receivedAt: Date;
  lastReceivedAt: Date;
  count: number;
  reason: string;
  detail: string;
  head: string;
}

const select = `
  select r.id, r.event_source_id as "eventSourceId", s.name as "eventSourceName", r.received_at as "receivedAt",
         r.last_received_at as "lastReceivedAt", r.count, r.reason, r.detail, r.head
    from rejections r join event_sources s on s.workspace_id = r.workspace_id and s.id = r.event_source_id`;

export async function listRejections(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: { eventSourceId?: EventSourceId | undefined },
  page: PageRequest,
): Promise<Page<RejectionReport>> {
  const p = new SqlParameters();
  const conditions = [`r.workspace_id = ${p.add(workspaceId)}`];
  if (page.after !== null) conditions.push(`r.id < ${p.add(page.after)}`);
  if (filter.eventSourceId) conditions.push(`r.event_source_id = ${p.add(filter.eventSourceId)}`);
  const { rows } = await db.query<RejectionReport>(
    `${select} where ${conditions.join(' and ')} order by r.id desc limit ${p.add(page.limit + 1)}`,
    p.values,
  );
  return toPage(rows, page.limit, (row) => row.id);
}

export async function findRejection(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: RejectionId,
): Promise<RejectionReport | null> {
  const { rows } = await db.query<RejectionReport>(`${select} where r.workspace_id = $1 and r.id = $2`, [
    workspaceId,
    id,
  ]);
  return rows[0] ?? null;
}
