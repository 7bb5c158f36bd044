import { type Channel, ContactId, WorkspaceId } from '@canvass/domain';
import { v7 } from 'uuid';
import type { Pool, Queryable } from './connection.ts';

/** How a person's wish reached us; kept in the contact's history. */
export type OptOutSource = 'link' | 'one-click' | 'text-message' | 'complaint' | 'provider' | 'administrator';

/** Records that these contacts want no messages over the channel. Contacts that had opted out already are left as they are. */
export async function optOutContacts(
  db: Queryable,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  channel: Channel,
  source: OptOutSource,
): Promise<ContactId[]> {
  return setOptOut(db, workspaceId, contactIds, channel, source, 'opted-out');
}

/** Takes an opt-out back, on the person's own word. */
export async function optInContacts(
  db: Queryable,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  channel: Channel,
  source: OptOutSource,
): Promise<ContactId[]> {
  return setOptOut(db, workspaceId, contactIds, channel, source, 'opted-in');
}

async function setOptOut(
  db: Queryable,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  channel: Channel,
  source: OptOutSource,
  kind: 'opted-out' | 'opted-in',
): Promise<ContactId[]> {
  const column = channel === 'email' ? 'email_opted_out_at' : 'sms_opted_out_at';
  const { rows } = await db.query<{ id: string }>(
    `update contacts
        set ${column} = ${kind === 'opted-out' ? 'now()' : 'null'}, updated_at = now()
      where workspace_id = $1 and id = any($2::uuid[])
        and ${column} is ${kind === 'opted-out' ? 'null' : 'not null'}
  returning id`,
    [workspaceId, contactIds],
  );
  const changed = rows.map((row) => ContactId.parse(row.id));
  if (changed.length === 0) return [];
  await db.query(
    `insert into contact_changes (id, workspace_id, contact_id, kind, changes)
     select c.id, $1, c.contact_id, $4, $5::jsonb
       from unnest($2::uuid[], $3::uuid[]) as c (id, contact_id)`,
    [workspaceId, changed.map(() => v7()), changed, kind, JSON.stringify({ channel, source })],
  );
  return changed;
}

/** A workspace's contacts with this phone number (E.164). */
export async function findContactsByPhone(
  db: Queryable,
  workspaceId: WorkspaceId,
  phone: string,
): Promise<ContactId[]> {
  const { rows } = await db.query<{ id: string }>(
    'select id from contacts where workspace_id = $1 and phone = $2 order by id limit 1000',
    [workspaceId, phone],
  );
  return rows.map((row) => ContactId.parse(row.id));
}

/** Over all workspaces: those that have texted this number (E.164). An inbound text names nothing else. */
export async function findWorkspacesThatTexted(pool: Pool, phone: string): Promise<WorkspaceId[]> {
  const { rows } = await pool.query<{ workspace_id: string }>(
    `select distinct workspace_id from deliveries where channel = 'sms' and recipient = $1`,
    [phone],
  );
  return rows.map((row) => WorkspaceId.parse(row.workspace_id));
}
