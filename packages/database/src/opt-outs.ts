import { type Channel, ContactId, WorkspaceId } from '@canvass/domain';
import { v7 } from 'uuid';
import type { Pool, Queryable } from './connection.ts';

/** How a person's wish reached us; kept in the contact's history. */
export type OptOutSource = 'link' | 'one-click' | 'text-message' | 'complaint' | 'provider' | 'administrator';

/**
 * Records that these contacts want no messages over the channel; with an address (e-mail or E.164), all of the
 * workspace's contacts that have it, too. Contacts that had opted out already are left as they are.
 */
export async function optOutContacts(
  db: Queryable,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  channel: Channel,
  source: OptOutSource,
  address: string | null = null,
): Promise<ContactId[]> {
  return setOptOut(db, workspaceId, { contactIds, address }, channel, source, 'opted-out');
}

/**
 * Takes an opt-out back. On the person's own word it is about an address: one contact that is left opted out would hold
 * back the messages of all others with it.
 */
export async function optInContacts(
  db: Queryable,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  channel: Channel,
  source: OptOutSource,
  address: string | null = null,
): Promise<ContactId[]> {
  return setOptOut(db, workspaceId, { contactIds, address }, channel, source, 'opted-in');
}

/** Where a contact's address and wish for a channel stand, and what an address is compared as. */
const columnsOf = {
  email: { address: 'email_key', optedOutAt: 'email_opted_out_at', key: (text: string) => `lower(${text})` },
  sms: { address: 'phone', optedOutAt: 'sms_opted_out_at', key: (text: string) => text },
} as const;

/** SQL: true when any of the workspace's contacts with this address (an expression) has opted out. `$1` = workspace. */
export function addressOptedOut(channel: Channel, addressSql: string): string {
  const { address, optedOutAt, key } = columnsOf[channel];
  return `exists (select 1 from contacts same where same.workspace_id = $1 and same.${address} = ${key(addressSql)}
                     and same.${optedOutAt} is not null)`;
}

async function setOptOut(
  db: Queryable,
  workspaceId: WorkspaceId,
  whose: { contactIds: readonly ContactId[]; address: string | null },
  channel: Channel,
  source: OptOutSource,
  kind: 'opted-out' | 'opted-in',
): Promise<ContactId[]> {
  const { address, optedOutAt, key } = columnsOf[channel];
  // Locked in the order of their ids: two wishes about the same people wait for each other and never in a circle.
  const { rows } = await db.query<{ id: string }>(
    `with whose as (
       select id from contacts where workspace_id = $1 and id = any($2::uuid[])
        union
       select id from contacts where workspace_id = $1 and ${address} = ${key('$3::text')}
     ), changing as (
       select id from contacts
        where workspace_id = $1 and id in (select id from whose)
          and ${optedOutAt} is ${kind === 'opted-out' ? 'null' : 'not null'}
        order by id for update
     )
     update contacts
        set ${optedOutAt} = ${kind === 'opted-out' ? 'now()' : 'null'}, updated_at = now()
       from changing
      where contacts.workspace_id = $1 and contacts.id = changing.id
  returning contacts.id`,
    [workspaceId, whose.contactIds, whose.address],
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

/** Over all workspaces: those that have texted this number (E.164). An inbound text names nothing else. */
export async function findWorkspacesThatTexted(pool: Pool, phone: string): Promise<WorkspaceId[]> {
  const { rows } = await pool.query<{ workspace_id: string }>(
    `select distinct workspace_id from deliveries where channel = 'sms' and recipient = $1`,
    [phone],
  );
  return rows.map((row) => WorkspaceId.parse(row.workspace_id));
}
