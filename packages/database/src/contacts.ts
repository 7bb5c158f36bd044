import { ContactId, salesforceIdForms, salesforceIdKey, type WorkspaceId } from '@canvass/domain';
import { v7 } from 'uuid';
import type { Queryable } from './connection.ts';
import { type ContactDifferences, contactDifferences } from './contact-differences.ts';
import { newId } from './new-id.ts';
import { type Page, type PageRequest, toPage } from './page.ts';
import { SqlParameters } from './sql-parameters.ts';

export interface ContactValues {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  /** E.164. */
  phone: string | null;
  externalReference: string | null;
  language: string | null;
  embeddedData: Record<string, string>;
}

export interface ContactTransaction {
  id: string;
  name: string;
  occurredAt: Date | null;
  fields: Record<string, string | null>;
  createdAt: Date;
}

export interface ContactMembership {
  id: string;
  name: string;
  addedAt: Date;
  optedOutAt: Date | null;
}

export interface ContactReport extends ContactValues {
  id: ContactId;
  emailOptedOutAt: Date | null;
  smsOptedOutAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
  /** The newest 50, newest first. */
  transactions: ContactTransaction[];
  mailingLists: ContactMembership[];
}

type ContactRow = Omit<ContactReport, 'transactions' | 'mailingLists'>;

export interface ContactFilter {
  /** Beginning of a name, address, number or external reference. */
  search?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  externalReference?: string | undefined;
  mailingListId?: string | undefined;
}

const columns = `
  id, first_name as "firstName", last_name as "lastName", email, phone, external_reference as "externalReference",
  language, embedded_data as "embeddedData", email_opted_out_at as "emailOptedOutAt",
  sms_opted_out_at as "smsOptedOutAt", created_at as "createdAt", updated_at as "updatedAt"`;

const shownTransactions = 50;
const shownLists = 100;

/** Newest first. */
export async function listContacts(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: ContactFilter,
  page: PageRequest,
): Promise<Page<ContactReport>> {
  const p = new SqlParameters();
  const conditions = [`workspace_id = ${p.add(workspaceId)}`];
  if (page.after !== null) conditions.push(`id < ${p.add(page.after)}`);
  if (filter.email !== undefined) conditions.push(`email_key = lower(${p.add(filter.email)})`);
  if (filter.phone !== undefined) conditions.push(`phone = ${p.add(filter.phone)}`);
  if (filter.externalReference !== undefined) {
    conditions.push(`external_reference = any(${p.add(salesforceIdForms(filter.externalReference))})`);
  }
  if (filter.mailingListId !== undefined) {
    conditions.push(`id in (select contact_id from mailing_list_members
                             where workspace_id = $1 and mailing_list_id = ${p.add(filter.mailingListId)})`);
  }
  const limit = page.limit + 1;
  const newest = (more: string) =>
    `(select id from contacts where ${conditions.join(' and ')} and ${more} order by id desc limit ${limit})`;
  const ids =
    filter.search === undefined ? newest('true') : prefixConditions(filter.search, p).map(newest).join(' union ');
  const { rows } = await db.query<ContactRow>(
    `select ${columns} from contacts where workspace_id = $1 and id in (${ids}) order by id desc limit ${limit}`,
    p.values,
  );
  const { rows: shown, next } = toPage(rows, page.limit, (row) => row.id);
  return { rows: await withDetails(db, workspaceId, shown), next };
}

/** Each is answered by an index of its own; `like` would not be, under row-level security. */
function prefixConditions(search: string, p: SqlParameters): string[] {
  const begins = (column: string, prefix: string, as = (text: string) => text) =>
    `(${column} ~>=~ ${as(p.add(prefix))} and ${column} ~<~ ${as(p.add(`${prefix}${lastCharacter}`))})`;
  const lower = (text: string) => `lower(${text})`; // PostgreSQL's, as the columns are made: it depends on the locale
  const digits = search.replace(/[\s().-]/g, '');
  return [
    begins('name_key', search, lower),
    begins('last_name_key', search, lower),
    begins('email_key', search, lower),
    begins('external_reference', salesforceIdKey(search)),
    ...(/^\+?\d+$/.test(digits) ? [begins('phone', digits.startsWith('+') ? digits : `+${digits}`)] : []),
  ];
}

/** Sorts behind every text. */
const lastCharacter = '\u{10ffff}';

export async function findContact(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: ContactId,
): Promise<ContactReport | null> {
  const { rows } = await db.query<ContactRow>(`select ${columns} from contacts where workspace_id = $1 and id = $2`, [
    workspaceId,
    id,
  ]);
  const [found] = await withDetails(db, workspaceId, rows);
  return found ?? null;
}

async function withDetails(
  db: Queryable,
  workspaceId: WorkspaceId,
  contacts: readonly ContactRow[],
): Promise<ContactReport[]> {
  if (contacts.length === 0) return [];
  const ids = contacts.map((contact) => contact.id);
  const transactions = await db.query<ContactTransaction & { contactId: string }>(
    `select t.id, t.contact_id as "contactId", t.name, t.occurred_at as "occurredAt", t.fields,
            t.created_at as "createdAt"
       from unnest($2::uuid[]) as c (id)
      cross join lateral (select * from contact_transactions where workspace_id = $1 and contact_id = c.id
                           order by id desc limit ${shownTransactions}) as t
      order by t.id desc`,
    [workspaceId, ids],
  );
  const lists = await db.query<ContactMembership & { contactId: string }>(
    `select l.id, m.contact_id as "contactId", l.name, m.added_at as "addedAt", m.opted_out_at as "optedOutAt"
       from unnest($2::uuid[]) as c (id)
      cross join lateral (select * from mailing_list_members where workspace_id = $1 and contact_id = c.id
                           limit ${shownLists}) as m
       join mailing_lists l on l.workspace_id = $1 and l.id = m.mailing_list_id
      order by l.name`,
    [workspaceId, ids],
  );
  const transactionsOf = Map.groupBy(transactions.rows, (row) => row.contactId);
  const listsOf = Map.groupBy(lists.rows, (row) => row.contactId);
  return contacts.map((contact) => ({
    ...contact,
    transactions: transactionsOf.get(contact.id) ?? [],
    mailingLists: listsOf.get(contact.id) ?? [],
  }));
}

/** Makes a contact by hand. The caller translates the unique violation of an external reference that is taken. */
export async function createContact(
  db: Queryable,
  workspaceId: WorkspaceId,
  values: ContactValues,
): Promise<ContactId> {
  const id = newId(ContactId);
  await db.query(
    `insert into contacts
       (id, workspace_id, first_name, last_name, email, phone, external_reference, language, embedded_data)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, workspaceId, ...columnsOf(values)],
  );
  await recordChange(db, workspaceId, id, 'created', contactDifferences(blankContact, values));
  return id;
}

/** Changes a contact by hand; answers whether anything was different. */
export async function updateContact(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: ContactId,
  change: (current: ContactValues) => ContactValues,
): Promise<boolean> {
  const { rows } = await db.query<ContactValues>(
    `select ${columns} from contacts where workspace_id = $1 and id = $2 for update`,
    [workspaceId, id],
  );
  const [current] = rows;
  if (current === undefined) return false;
  const values = change(current);
  const changes = contactDifferences(current, values);
  if (Object.keys(changes).length === 0) return false;
  await db.query(
    `update contacts
        set first_name = $3, last_name = $4, email = $5, phone = $6, external_reference = $7, language = $8,
            embedded_data = $9, updated_at = now()
      where id = $1 and workspace_id = $2`,
    [id, workspaceId, ...columnsOf(values)],
  );
  await recordChange(db, workspaceId, id, 'updated', changes);
  return true;
}

export const blankContact: ContactValues = {
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  externalReference: null,
  language: null,
  embeddedData: {},
};

function columnsOf(values: ContactValues): unknown[] {
  const { firstName, lastName, email, phone, externalReference, language, embeddedData } = values;
  return [firstName, lastName, email, phone, externalReference, language, embeddedData];
}

async function recordChange(
  db: Queryable,
  workspaceId: WorkspaceId,
  contactId: ContactId,
  kind: 'created' | 'updated',
  changes: ContactDifferences,
): Promise<void> {
  await db.query(
    'insert into contact_changes (id, workspace_id, contact_id, kind, changes) values ($1, $2, $3, $4, $5)',
    [v7(), workspaceId, contactId, kind, changes],
  );
}
