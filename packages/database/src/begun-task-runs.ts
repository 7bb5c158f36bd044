import type { TaskRunId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';

/**
 * Of these task runs, those that are due and were fed again: an earlier job waits still, was lost, or took its worker
 * down. Answers how often each was begun and not ended. Those below `isolateFrom` are begun with this, together. `suspects`
 * = a worker died with them in hand, so all of them count as fed again.
 */
export async function beginFedAgain(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly TaskRunId[],
  isolateFrom: number,
  suspects = false,
): Promise<Map<TaskRunId, number>> {
  const { rows } = await db.query<{ id: TaskRunId; begun: number }>(
    `with fed as (
       select id, begun from task_runs
        where workspace_id = $1 and id = any($2::uuid[]) and (fed_again or $4)
          and status in ('queued', 'running', 'waiting') and due_at <= now()
        order by id for update skip locked
     ), marked as (
       update task_runs t set begun = t.begun + 1 from fed
        where t.workspace_id = $1 and t.id = fed.id and fed.begun < $3
     )
     select id, begun from fed`,
    [workspaceId, ids, isolateFrom, suspects],
  );
  return new Map(rows.map(({ id, begun }) => [id, begun]));
}

/** Notes that a worker begins with one. Committed before its work, so that it outlives the worker. */
export async function beginTaskRun(db: Queryable, workspaceId: WorkspaceId, id: TaskRunId): Promise<void> {
  await db.query('update task_runs set begun = begun + 1 where workspace_id = $1 and id = $2', [workspaceId, id]);
}

/** Takes that back: the worker lives, whatever came of the work. One that is locked is begun by somebody else. */
export async function endBegun(db: Queryable, workspaceId: WorkspaceId, ids: readonly TaskRunId[]): Promise<void> {
  await db.query(
    `update task_runs t set begun = t.begun - 1
       from (select id from task_runs where workspace_id = $1 and id = any($2::uuid[]) and begun > 0
              order by id for update skip locked) as mine
      where t.workspace_id = $1 and t.id = mine.id`,
    [workspaceId, ids],
  );
}
