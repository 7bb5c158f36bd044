import { type ContactId, MailingListId, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { newId } from './new-id.ts';

/** The lists of these names, made where the workspace has none; two callers at once get the same list. */
export async function ensureMailingLists(
  db: Queryable,
  workspaceId: WorkspaceId,
  names: readonly string[],
): Promise<ReadonlyMap<string, MailingListId>> {
  if (names.length === 0) return new Map();
  const known = await findListsByName(db, workspaceId, names);
  // Sorted, because the second of two callers waits for the first one's new row.
  const missing = [...new Set(names)].filter((name) => !known.has(name)).sort();
  if (missing.length === 0) return known;
  await db.query(
    `insert into mailing_lists (id, workspace_id, name)
     select id, $1, name from unnest($2::uuid[], $3::text[]) with ordinality as given (id, name, place) order by place
         on conflict (workspace_id, name) do nothing`,
    [workspaceId, missing.map(() => newId(MailingListId)), missing],
  );
  return findListsByName(db, workspaceId, names);
}

export async function findListsByName(
  db: Queryable,
  workspaceId: WorkspaceId,
  names: readonly string[],
): Promise<ReadonlyMap<string, MailingListId>> {
  const { rows } = await db.query<{ id: MailingListId; name: string }>(
    'select id, name from mailing_lists where workspace_id = $1 and name = any($2)',
    [workspaceId, names],
  );
  return new Map(rows.map(({ id, name }) => [name, id]));
}

/** Puts contacts into lists. Who is in already stays as they are, their opt-out of the list with them. */
export async function addToMailingLists(
  db: Queryable,
  workspaceId: WorkspaceId,
  memberships: readonly { mailingListId: MailingListId; contactId: ContactId }[],
): Promise<void> {
  if (memberships.length === 0) return;
  await db.query(
    `insert into mailing_list_members (mailing_list_id, contact_id, workspace_id)
     select distinct list, contact, $1::uuid from unnest($2::uuid[], $3::uuid[]) as given (list, contact)
      order by list, contact
         on conflict (mailing_list_id, contact_id) do nothing`,
    [workspaceId, memberships.map((each) => each.mailingListId), memberships.map((each) => each.contactId)],
  );
}
