import type { Role, WorkflowGrant, WorkflowId, WorkflowRight, WorkflowSharing, WorkspaceId } from '@canvass/domain';
import { v7 } from 'uuid';
import type { Queryable } from './connection.ts';

interface SharingRow {
  id: WorkflowId;
  ownerId: string | null;
  restricted: boolean;
  grants: WorkflowGrant[];
}

const selectSharing = `
  select w.id, w.owner_id as "ownerId", w.restricted,
         coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'userId', g.user_id, 'right', g."right") order by g.id)
                     from workflow_grants g where g.workspace_id = w.workspace_id and g.workflow_id = w.id), '[]') as grants
    from workflows w`;

/** How these workflows are shared. */
export async function findSharings(
  db: Queryable,
  workspaceId: WorkspaceId,
  ids: readonly WorkflowId[],
): Promise<Map<WorkflowId, WorkflowSharing>> {
  const { rows } = await db.query<SharingRow>(`${selectSharing} where w.workspace_id = $1 and w.id = any($2::uuid[])`, [
    workspaceId,
    ids,
  ]);
  return new Map(rows.map(({ id, ...sharing }) => [id, sharing]));
}

/** The workflows that roles say nothing about, with what was shared of them. */
export async function listRestricted(
  db: Queryable,
  workspaceId: WorkspaceId,
): Promise<Map<WorkflowId, WorkflowSharing>> {
  const { rows } = await db.query<SharingRow>(`${selectSharing} where w.workspace_id = $1 and w.restricted`, [
    workspaceId,
  ]);
  return new Map(rows.map(({ id, ...sharing }) => [id, sharing]));
}

export interface GrantToSet {
  role: Exclude<Role, 'admin'> | null;
  userId: string | null;
  right: WorkflowRight;
}

/** Shares a workflow as said, and with nobody else. Grants to those who are no members are left out. */
export async function shareWorkflow(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WorkflowId,
  sharing: { restricted: boolean; grants: readonly GrantToSet[] },
): Promise<void> {
  await db.query('update workflows set restricted = $3 where workspace_id = $1 and id = $2', [
    workspaceId,
    id,
    sharing.restricted,
  ]);
  await db.query('delete from workflow_grants where workspace_id = $1 and workflow_id = $2', [workspaceId, id]);
  await db.query(
    `insert into workflow_grants (id, workspace_id, workflow_id, role, user_id, "right")
     select g.id, $1, $2, g.role, g.user_id, g."right"
       from unnest($3::uuid[], $4::text[], $5::text[], $6::text[]) as g (id, role, user_id, "right")
      where g.user_id is null
         or exists (select from workspace_members m where m.workspace_id = $1 and m.user_id = g.user_id)`,
    [
      workspaceId,
      id,
      sharing.grants.map(() => v7()),
      sharing.grants.map(({ role }) => role),
      sharing.grants.map(({ userId }) => userId),
      sharing.grants.map(({ right }) => right),
    ],
  );
}

/**
 * Gives a workflow to another member; the owner until now, if still a member, may go on editing it. What runs is not
 * touched: a run never asks who owns its workflow.
 */
export async function transferWorkflow(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: WorkflowId,
  ownerId: string,
): Promise<void> {
  await db.query(
    `insert into workflow_grants (id, workspace_id, workflow_id, user_id, "right")
     select $4, $1, w.id, w.owner_id, 'edit' from workflows w
       join workspace_members m on m.workspace_id = $1 and m.user_id = w.owner_id
      where w.workspace_id = $1 and w.id = $2 and w.owner_id <> $3
         on conflict (workflow_id, user_id) where user_id is not null do nothing`,
    [workspaceId, id, ownerId, v7()],
  );
  await db.query('delete from workflow_grants where workspace_id = $1 and workflow_id = $2 and user_id = $3', [
    workspaceId,
    id,
    ownerId,
  ]);
  await db.query('update workflows set owner_id = $3 where workspace_id = $1 and id = $2', [workspaceId, id, ownerId]);
}

/** Gives all workflows of one user to another; null = to nobody in particular. Answers how many there were. */
export async function transferWorkflowsOf(
  db: Queryable,
  workspaceId: WorkspaceId,
  from: string,
  to: string | null,
): Promise<number> {
  const { rowCount } = await db.query('update workflows set owner_id = $3 where workspace_id = $1 and owner_id = $2', [
    workspaceId,
    from,
    to,
  ]);
  return rowCount ?? 0;
}
