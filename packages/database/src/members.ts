import { WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';

export const roles = ['admin', 'editor', 'analyst', 'viewer'] as const;
export type Role = (typeof roles)[number];

export interface Membership {
  workspaceId: WorkspaceId;
  workspaceName: string;
  role: Role;
}

export interface Workspace {
  id: WorkspaceId;
  name: string;
  timeZone: string;
  defaultCountry: string;
}

/** The workspaces of a user, oldest membership first. Looks in all workspaces. */
export async function listMemberships(db: Queryable, userId: string): Promise<Membership[]> {
  const { rows } = await db.query<Membership>(
    `select m.workspace_id as "workspaceId", w.name as "workspaceName", m.role
       from workspace_members m join workspaces w on w.id = m.workspace_id
      where m.user_id = $1 order by m.created_at, m.workspace_id limit 200`,
    [userId],
  );
  return rows;
}

export async function getWorkspace(db: Queryable, workspaceId: WorkspaceId): Promise<Workspace> {
  const { rows } = await db.query<Workspace>(
    'select id, name, time_zone as "timeZone", default_country as "defaultCountry" from workspaces where id = $1',
    [workspaceId],
  );
  const [found] = rows;
  if (found === undefined) throw new Error(`there is no workspace ${workspaceId}`);
  return found;
}

/** The oldest workspace of this name; null when there is none. Looks in all workspaces. */
export async function findWorkspaceByName(db: Queryable, name: string): Promise<WorkspaceId | null> {
  const { rows } = await db.query<{ id: string }>('select id from workspaces where name = $1 order by id limit 1', [
    name,
  ]);
  return rows[0] ? WorkspaceId.parse(rows[0].id) : null;
}

export async function createWorkspace(db: Queryable, name: string): Promise<WorkspaceId> {
  const id = newId(WorkspaceId);
  await db.query('insert into workspaces (id, name) values ($1, $2)', [id, name]);
  return id;
}

/** Makes a user a member, or gives a member this role. */
export async function setMember(db: Queryable, workspaceId: WorkspaceId, userId: string, role: Role): Promise<void> {
  await db.query(
    `insert into workspace_members (workspace_id, user_id, role) values ($1, $2, $3)
         on conflict (workspace_id, user_id) do update set role = excluded.role`,
    [workspaceId, userId, role],
  );
}
