import { RunFilter, type RunViewId, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** A filter of the list of runs that its owner keeps under a name. */
export interface RunView {
  id: RunViewId;
  name: string;
  filter: RunFilter;
}

const mostViews = 50;

export async function listRunViews(db: Queryable, workspaceId: WorkspaceId, owner: string): Promise<RunView[]> {
  const { rows } = await db.query<Omit<RunView, 'filter'> & { filter: unknown }>(
    'select id, name, filter from run_views where workspace_id = $1 and owner = $2 order by lower(name), id limit $3',
    [workspaceId, owner, mostViews],
  );
  return rows.map((row) => ({ ...row, filter: RunFilter.parse(row.filter) }));
}

/** False when the owner has one of this name, or as many as one may have. */
export async function addRunView(
  db: Queryable,
  workspaceId: WorkspaceId,
  owner: string,
  { id, name, filter }: RunView,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into run_views (id, workspace_id, owner, name, filter)
     select $3, $1, $2, $4, $5
      where (select count(*) from run_views where workspace_id = $1 and owner = $2) < $6
         on conflict (workspace_id, owner, name) do nothing`,
    [workspaceId, owner, id, name, JSON.stringify(filter), mostViews],
  );
  return rowCount === 1;
}

/** False when the owner has no such view. */
export async function deleteRunView(
  db: Queryable,
  workspaceId: WorkspaceId,
  owner: string,
  id: RunViewId,
): Promise<boolean> {
  const { rowCount } = await db.query('delete from run_views where workspace_id = $1 and owner = $2 and id = $3', [
    workspaceId,
    owner,
    id,
  ]);
  return rowCount === 1;
}
