import { type Role, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';

/** How many people a workspace has at most: they are listed and chosen from at once. */
export const maxMembers = 1000;

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

export interface Member {
  id: string;
  name: string;
  email: string;
  role: Role;
  joinedAt: Date;
  ownedWorkflows: number;
}

const memberColumns = `
  p.id, p.name, p.email, p.role, p.created_at as "joinedAt",
  (select count(*)::int from workflows w where w.workspace_id = p.workspace_id and w.owner_id = p.id) as "ownedWorkflows"`;

/** Everybody of the workspace of this transaction, by name. */
export async function listMembers(db: Queryable, workspaceId: WorkspaceId): Promise<Member[]> {
  const { rows } = await db.query<Member>(
    `select ${memberColumns} from workspace_people p where p.workspace_id = $1 order by lower(p.name), p.id limit $2`,
    [workspaceId, maxMembers],
  );
  return rows;
}

export async function findMember(db: Queryable, workspaceId: WorkspaceId, userId: string): Promise<Member | null> {
  const { rows } = await db.query<Member>(
    `select ${memberColumns} from workspace_people p where p.workspace_id = $1 and p.id = $2`,
    [workspaceId, userId],
  );
  return rows[0] ?? null;
}

/** Lets nobody else change who is a member until the transaction ends; answers how many administrators there are. */
export async function lockMembers(
  db: Queryable,
  workspaceId: WorkspaceId,
): Promise<{ admins: number; members: number }> {
  await db.query('select 1 from workspaces where id = $1 for update', [workspaceId]);
  const { rows } = await db.query<{ admins: number; members: number }>(
    `select count(*) filter (where role = 'admin')::int as admins, count(*)::int as members
       from workspace_members where workspace_id = $1`,
    [workspaceId],
  );
  return rows[0] ?? { admins: 0, members: 0 };
}

/** Ends a membership with all that was shared with the member in person. What they own stays theirs by name. */
export async function removeMember(db: Queryable, workspaceId: WorkspaceId, userId: string): Promise<void> {
  await db.query('delete from workflow_grants where workspace_id = $1 and user_id = $2', [workspaceId, userId]);
  await db.query('delete from workspace_members where workspace_id = $1 and user_id = $2', [workspaceId, userId]);
}
