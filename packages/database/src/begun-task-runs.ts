import type { TaskRunId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan, isOnly } from './derived-id.ts';

/** How often each was begun by a worker that neither did it nor took its mark back: it died. */
export type BegunTaskRuns = ReadonlyMap<TaskRunId, number>;

/**
 * Of these task runs, those that are due and were fed again: an earlier job waits still, was lost, or took its worker
 * down. `suspects` = a worker died with them in hand, so all of them count as fed again.
 */
export async function findFedAgain(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly TaskRunId[],
  suspects = false,
): Promise<BegunTaskRuns> {
  const { lo, hi } = idSpan(ids);
  const { rows } = await db.query<{ id: TaskRunId; begun: number }>(
    `select id, begun from task_runs
      where workspace_id = $1 and id = any($2::uuid[]) and id between $4 and $5 and (fed_again or $3)
        and status in ('queued', 'running', 'waiting') and due_at <= now()
      order by id`,
    [workspaceId, ids, suspects, lo, hi],
  );
  return new Map(rows.map(({ id, begun }) => [id, begun]));
}

/**
 * Marks those that still stand as they were found: a worker begins with them. Committed before its work, so that it
 * outlives the worker. Answers which it marked; the others are somebody else's.
 */
export async function beginTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  found: BegunTaskRuns,
): Promise<Set<TaskRunId>> {
  const { lo, hi } = idSpan([...found.keys()]);
  const { rows } = await db.query<{ id: TaskRunId }>(
    `with mine as (
       select t.id from task_runs t join unnest($2::uuid[], $3::integer[]) as found (id, begun) on t.id ${isOnly('found.id')}
        where t.workspace_id = $1 and t.id between $4 and $5 and t.begun = found.begun and t.status in ('queued', 'running', 'waiting')
        order by t.id for update of t skip locked
     )
     update task_runs t set begun = t.begun + 1 from mine
      where t.workspace_id = $1 and t.id between $4 and $5 and t.id ${isOnly('mine.id')} returning t.id`,
    [workspaceId, [...found.keys()], [...found.values()], lo, hi],
  );
  return new Set(rows.map(({ id }) => id));
}

/**
 * Takes marks back, to what was found before them: the worker lives, whatever came of the work. May be done again when
 * it is not known whether it was done. False when some are locked: to be tried again.
 */
export async function endBegun(db: Queryable, workspaceId: WorkspaceId, found: BegunTaskRuns): Promise<boolean> {
  if (found.size === 0) return true;
  const { lo, hi } = idSpan([...found.keys()]);
  const { rows } = await db.query(
    `with marked as (
       select t.id, found.begun from task_runs t join unnest($2::uuid[], $3::integer[]) as found (id, begun) on t.id ${isOnly('found.id')}
        where t.workspace_id = $1 and t.id between $4 and $5 and t.begun > found.begun
     ), mine as (
       select t.id, marked.begun from task_runs t join marked on t.id ${isOnly('marked.id')}
        where t.workspace_id = $1 and t.id between $4 and $5 order by t.id for update of t skip locked
     ), ended as (
       update task_runs t set begun = least(t.begun, mine.begun) from mine
        where t.workspace_id = $1 and t.id between $4 and $5 and t.id ${isOnly('mine.id')}
     )
     select from marked where id not in (select id from mine)`,
    [workspaceId, [...found.keys()], [...found.values()], lo, hi],
  );
  return rows.length === 0;
}
