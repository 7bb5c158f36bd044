import { newId, type Queryable } from '@canvass/database';
import { WorkspaceId } from '@canvass/domain';

/** A workspace row; everything a test makes belongs to one. */
export async function aWorkspace(
  db: Queryable,
  values: { name?: string; backlogLimit?: number } = {},
): Promise<WorkspaceId> {
  const id = newId(WorkspaceId);
  await db.query('insert into workspaces (id, name, backlog_limit) values ($1, $2, $3)', [
    id,
    values.name ?? 'Test workspace',
    values.backlogLimit ?? 1_000_000,
  ]);
  return id;
}
