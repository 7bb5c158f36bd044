import { AuditEntryId, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { firstIdAt } from './id-time.ts';
import { newId } from './new-id.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { SqlParameters } from './sql-parameters.ts';

/** One change that somebody made. */
export interface AuditEntry {
  id: AuditEntryId;
  at: Date;
  /** `user:<id>` or `api-key:<id>`. */
  actor: string;
  actorName: string;
  action: string;
  subjectId: string | null;
  subjectName: string | null;
  detail: Record<string, unknown> | null;
}

const columns = `id, at, actor, actor_name as "actorName", action, subject_id as "subjectId",
  subject_name as "subjectName", detail`;

/** Writes down a change; belongs in its transaction, so that neither is there without the other. */
export async function recordAudit(
  db: Queryable,
  workspaceId: WorkspaceId,
  entry: Omit<AuditEntry, 'id' | 'at'>,
): Promise<void> {
  await db.query(
    `insert into audit_entries (id, workspace_id, actor, actor_name, action, subject_id, subject_name, detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      newId(AuditEntryId),
      workspaceId,
      entry.actor,
      entry.actorName,
      entry.action,
      entry.subjectId,
      entry.subjectName,
      entry.detail === null ? null : JSON.stringify(entry.detail),
    ],
  );
}

export interface AuditFilter {
  actions?: readonly string[] | undefined;
  actor?: string | undefined;
  subjectId?: string | undefined;
  after?: Date | undefined;
  before?: Date | undefined;
}

/** Newest first. */
export async function listAuditEntries(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: AuditFilter,
  page: PageRequest,
): Promise<Page<AuditEntry>> {
  const p = new SqlParameters();
  const conditions = [`workspace_id = ${p.add(workspaceId)}`];
  if (page.after !== null) conditions.push(`id < ${p.add(page.after)}`);
  if (filter.actions) conditions.push(`action = any(${p.add(filter.actions)})`);
  if (filter.actor !== undefined) conditions.push(`actor = ${p.add(filter.actor)}`);
  if (filter.subjectId !== undefined) conditions.push(`subject_id = ${p.add(filter.subjectId)}`);
  if (filter.after) conditions.push(`id >= ${p.add(firstIdAt(filter.after))}`);
  if (filter.before) conditions.push(`id < ${p.add(firstIdAt(filter.before))}`);
  const { rows } = await db.query<AuditEntry>(
    `select ${columns} from audit_entries where ${conditions.join(' and ')} order by id desc limit ${p.add(page.limit + 1)}`,
    p.values,
  );
  return toPage(rows, page.limit, (row) => row.id);
}

/** How many changes of a kind were written down since then, by one actor or all; counted up to `most`. */
export async function countAuditEntries(
  db: Queryable,
  workspaceId: WorkspaceId,
  { action, actor, since, most }: { action: string; actor?: string; since: Date; most: number },
): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from audit_entries
        where workspace_id = $1 and action = $2 and at > $3 and ($4::text is null or actor = $4)
        order by id desc limit $5) as counted`,
    [workspaceId, action, since, actor ?? null, most],
  );
  return rows[0]?.count ?? 0;
}
