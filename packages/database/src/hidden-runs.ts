import type { RunId, WorkflowId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/** The rows, each of which names a run, without the names of those that are of these workflows. */
export async function forgetRunsOf<Row extends { runId: RunId | null }>(
  db: Queryable,
  workspaceId: WorkspaceId,
  workflowIds: readonly WorkflowId[],
  rows: readonly Row[],
): Promise<Row[]> {
  const runIds = rows.flatMap(({ runId }) => (runId === null ? [] : [runId]));
  if (workflowIds.length === 0 || runIds.length === 0) return [...rows];
  const { rows: theirs } = await db.query<{ id: RunId }>(
    'select id from runs where workspace_id = $1 and id = any($2::uuid[]) and workflow_id = any($3::uuid[])',
    [workspaceId, runIds, workflowIds],
  );
  const hidden = new Set(theirs.map(({ id }) => id));
  return rows.map((row) => (row.runId !== null && hidden.has(row.runId) ? { ...row, runId: null } : row));
}
