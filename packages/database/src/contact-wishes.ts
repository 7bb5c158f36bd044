import type { ContactId, WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import type { ContactToInvite } from './delivery-preparation.ts';
import { addressOptedOut } from './opt-outs.ts';

/**
 * What a contact wishes if its addresses were these: its own word, and that of whoever has the same address. The contact
 * need not be stored.
 */
export async function findContactWishes(
  db: Queryable,
  workspaceId: WorkspaceId,
  { id, email, phone }: { id: ContactId; email: string | null; phone: string | null },
): Promise<Pick<ContactToInvite, 'optedOut' | 'listsOptedOut'>> {
  const own = (column: string) =>
    `exists (select 1 from contacts where workspace_id = $1 and id = $2 and ${column} is not null)`;
  const { rows } = await db.query<{ email: boolean; sms: boolean; listsOptedOut: string[] }>(
    `select ${own('email_opted_out_at')} or ${addressOptedOut('email', '$3::text')} as email,
            ${own('sms_opted_out_at')} or ${addressOptedOut('sms', '$4::text')} as sms,
            array(select m.mailing_list_id from mailing_list_members m
                   where m.workspace_id = $1 and m.contact_id = $2 and m.opted_out_at is not null) as "listsOptedOut"`,
    [workspaceId, id, email, phone],
  );
  const wishes = rows[0] ?? { email: false, sms: false, listsOptedOut: [] };
  return { optedOut: { email: wishes.email, sms: wishes.sms }, listsOptedOut: wishes.listsOptedOut };
}

/** What a contact itself has opted out of, as conditions read it; of nothing where there is no such contact. */
export async function findOwnOptOuts(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: ContactId,
): Promise<{ emailOptedOut: boolean; smsOptedOut: boolean }> {
  const { rows } = await db.query<{ emailOptedOut: boolean; smsOptedOut: boolean }>(
    `select email_opted_out_at is not null as "emailOptedOut", sms_opted_out_at is not null as "smsOptedOut"
       from contacts where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  );
  return rows[0] ?? { emailOptedOut: false, smsOptedOut: false };
}
