import { type ContactId, MailingListId, type WorkspaceId } from '@canvass/domain';
import type { Queryable } from './connection.ts';
import { type ContactBrief, contactBriefSql } from './contact-brief.ts';
import { newId } from './new-id.ts';
import { type Page, type PageRequest, toPage } from './page.ts';

export interface MailingList {
  id: MailingListId;
  name: string;
  createdAt: Date;
}

export interface MailingListMember {
  contact: ContactBrief;
  addedAt: Date;
  optedOutAt: Date | null;
}

const columns = 'id, name, created_at as "createdAt"';

export async function listMailingLists(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: { name?: string | undefined },
  page: PageRequest,
): Promise<Page<MailingList>> {
  const { rows } = await db.query<MailingList>(
    `select ${columns} from mailing_lists
      where workspace_id = $1 and ($2::uuid is null or id > $2) and ($3::text is null or name = $3)
      order by id limit $4`,
    [workspaceId, page.after, filter.name ?? null, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => row.id);
}

export async function findMailingList(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: MailingListId,
): Promise<MailingList | null> {
  const { rows } = await db.query<MailingList>(
    `select ${columns} from mailing_lists where workspace_id = $1 and id = $2`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}

/** Null when the workspace has a list of that name. */
export async function createMailingList(
  db: Queryable,
  workspaceId: WorkspaceId,
  name: string,
): Promise<MailingList | null> {
  const { rows } = await db.query<MailingList>(
    `insert into mailing_lists (id, workspace_id, name) values ($1, $2, $3)
         on conflict (workspace_id, name) do nothing returning ${columns}`,
    [newId(MailingListId), workspaceId, name],
  );
  return rows[0] ?? null;
}

/** In the order in which the contacts were made. */
export async function listMailingListMembers(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: MailingListId,
  page: PageRequest,
): Promise<Page<MailingListMember>> {
  const { rows } = await db.query<MailingListMember>(
    `select ${contactBriefSql('c')} as contact, m.added_at as "addedAt", m.opted_out_at as "optedOutAt"
       from mailing_list_members m join contacts c on c.workspace_id = $1 and c.id = m.contact_id
      where m.workspace_id = $1 and m.mailing_list_id = $2 and ($3::uuid is null or m.contact_id > $3)
      order by m.contact_id limit $4`,
    [workspaceId, id, page.after, page.limit + 1],
  );
  return toPage(rows, page.limit, (row) => row.contact.id);
}

/** Adds those of the contacts that the workspace has; answers how many were found and how many were new in the list. */
export async function addMailingListMembers(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: MailingListId,
  contactIds: readonly ContactId[],
): Promise<{ found: number; added: number }> {
  const { rows } = await db.query<{ found: number; added: number }>(
    `with known as (select id from contacts where workspace_id = $1 and id = any($3::uuid[])),
          added as (insert into mailing_list_members (mailing_list_id, contact_id, workspace_id)
                    select $2, id, $1 from known on conflict (mailing_list_id, contact_id) do nothing returning 1)
     select (select count(*) from known) as found, (select count(*) from added) as added`,
    [workspaceId, id, contactIds],
  );
  return rows[0] ?? { found: 0, added: 0 };
}
