import type { InvitationId, RunId, TaskRunId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { idSpan, isOnly, mayBeKinSql } from './derived-id.ts';
import { relayChannel } from './left-rows.ts';

/** Why a wait is due before its time: kept on its row until it is ended. */
const answered = JSON.stringify({ outcome: 'answered' });
const continued = JSON.stringify({ outcome: 'continued' });

/**
 * Makes the waits due that are for this invitation's answer; belongs in the transaction that stores its end. The run is held
 * meanwhile: whoever begins such a wait holds it as well, and looks then whether the answer is there (`wakeAnsweredWaits`),
 * so that neither can miss the other.
 */
export async function wakeWaitsForInvitation(
  db: Queryable,
  workspaceId: WorkspaceId,
  { id, runId }: { readonly id: InvitationId; readonly runId: RunId | null },
): Promise<void> {
  if (runId === null) return;
  await db.query('select from runs where workspace_id = $1 and id = $2 for no key update', [workspaceId, runId]);
  const { rowCount } = await db.query(
    `update task_runs t set due_at = now(), enqueued_at = null, output = $4
       from invitations i
      where i.workspace_id = $1 and i.id = $2 and t.workspace_id = $1 and t.run_id = $3
        and ${mayBeKinSql('t.id', '$3::uuid')}
        and t.type = 'wait' and t.status = 'waiting' and t.waits_for = i.task_run_id and t.output is null`,
    [workspaceId, id, runId, answered],
  );
  if ((rowCount ?? 0) > 0) await db.query(`select pg_notify($1, 'task_runs')`, [relayChannel]);
}

/** Of waits that have just begun, makes those due whose answer is there already. The caller holds their runs. */
export async function wakeAnsweredWaits(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly TaskRunId[],
): Promise<void> {
  if (ids.length === 0) return;
  const { lo, hi } = idSpan(ids);
  await db.query(
    `update task_runs t set due_at = now(), output = $3
       from task_runs s join responses r
         on r.workspace_id = $1 and r.invitation_id = (s.output ->> 'invitationId')::uuid and r.status = 'finished'
      where t.workspace_id = $1 and t.id = any($2::uuid[]) and t.id between $4 and $5 and t.status = 'waiting'
        and s.workspace_id = $1 and s.id ${isOnly('t.waits_for')} and s.id between $4 and $5`,
    [workspaceId, ids, answered, lo, hi],
  );
}

/** Ends the waiting of a run that is at a wait step: its conditions are still looked at. Null when it is at none. The caller holds the run. */
export async function continueWait(
  db: Queryable,
  workspaceId: WorkspaceId,
  runId: RunId,
): Promise<{ id: TaskRunId } | null> {
  const { rows } = await db.query<{ id: TaskRunId }>(
    `update task_runs set due_at = now(), enqueued_at = now(), output = coalesce(output, $3)
      where workspace_id = $1 and run_id = $2 and ${mayBeKinSql('id', '$2::uuid')} and type = 'wait' and status = 'waiting'
  returning id`,
    [workspaceId, runId, continued],
  );
  return rows[0] ?? null;
}
