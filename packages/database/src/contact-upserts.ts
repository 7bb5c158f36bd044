import type { ContactId, RunId, TaskRunId, WorkspaceId } from '@canvass/domain';
import { z } from 'zod';
import type { Queryable } from './connection.ts';
import type { ContactDifferences } from './contact-differences.ts';
import type { ContactValues } from './contacts.ts';
import { derivedId } from './derived-id.ts';

/** A contact as contact tasks read and write it. */
export interface StoredContact extends ContactValues {
  readonly id: ContactId;
}

/** Everything by which a batch of contact tasks may meet contacts; e-mail addresses in lower case. */
export interface ContactKeys {
  readonly externalReferences: readonly string[];
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/** Contacts looked at for one key value: a switchboard's number or a shared mailbox may belong to thousands. */
const maxCandidates = 50;

/**
 * Waits until no other transaction is at work on contacts with any of these keys, so that one person who is not stored yet
 * is made once. Held until the transaction ends; taken in one order everywhere, so that batches never wait in a circle.
 */
export async function lockContactKeys(db: Queryable, workspaceId: WorkspaceId, keys: ContactKeys): Promise<void> {
  const names = [
    ...keys.externalReferences.map((text) => `externalReference ${text}`),
    ...keys.emails.map((text) => `email ${text}`),
    ...keys.phones.map((text) => `phone ${text}`),
  ];
  await db.query({
    name: 'lock-contact-keys',
    text: `select pg_advisory_xact_lock(key)
             from (select distinct hashtextextended($1 || ' ' || name, 0) as key from unnest($2::text[]) as name
                    order by key) as keys`,
    values: [workspaceId, names],
  });
}

// Those without an external reference first: a contact with another one is another person.
const candidates = (column: string, parameter: string) =>
  `select found.id from unnest(${parameter}::text[]) as sought (value)
     cross join lateral (select id from contacts where workspace_id = $1 and ${column} = sought.value
                          order by external_reference is not null, id limit ${maxCandidates}) as found`;

const contactsByKeys = (lock: string) => `
  select c.id, c.first_name as "firstName", c.last_name as "lastName", c.email, c.phone,
         c.external_reference as "externalReference", c.language, c.embedded_data as "embeddedData"
    from (${candidates('external_reference', '$2')}
          union ${candidates('email_key', '$3')}
          union ${candidates('phone', '$4')}
          order by id) as found
   cross join lateral (select * from contacts where workspace_id = $1 and id = found.id ${lock}) as c
   order by c.id`;

const keyValues = (workspaceId: WorkspaceId, { externalReferences, emails, phones }: ContactKeys) => [
  workspaceId,
  externalReferences,
  emails,
  phones,
];

/** The contacts that have any of the keys, oldest first, locked for writing. */
export async function findContactsByKeys(
  db: Queryable,
  workspaceId: WorkspaceId,
  keys: ContactKeys,
): Promise<StoredContact[]> {
  const values = keyValues(workspaceId, keys);
  const { rows } = await db.query<StoredContact>({
    name: 'find-contacts-by-keys',
    text: contactsByKeys('for update'),
    values,
  });
  return rows;
}

/** The same contacts for whoever only looks. */
export async function seeContactsByKeys(
  db: Queryable,
  workspaceId: WorkspaceId,
  keys: ContactKeys,
): Promise<StoredContact[]> {
  const { rows } = await db.query<StoredContact>(contactsByKeys(''), keyValues(workspaceId, keys));
  return rows;
}

/**
 * The newest run about each of these contacts that came after `since`, where there is one. Asked once the contacts are
 * locked: whoever wrote them before has committed.
 */
export async function findNewestRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  contactIds: readonly ContactId[],
  since: RunId,
): Promise<ReadonlyMap<ContactId, RunId>> {
  if (contactIds.length === 0) return new Map();
  const { rows } = await db.query<{ contactId: ContactId; runId: RunId }>({
    name: 'find-newest-runs',
    text: `select c.id as "contactId", r.id as "runId"
             from unnest($2::uuid[]) as c (id)
            cross join lateral (select id from runs where workspace_id = $1 and contact_id = c.id and id > $3
                                 order by id desc limit 1) as r`,
    values: [workspaceId, contactIds, since],
  });
  return new Map(rows.map(({ contactId, runId }) => [contactId, runId]));
}

const recordset = `jsonb_to_recordset($2::jsonb) as given (
  id uuid, "firstName" text, "lastName" text, email text, phone text, "externalReference" text, language text,
  "embeddedData" jsonb)`;

export async function insertContacts(
  db: Queryable,
  workspaceId: WorkspaceId,
  contacts: readonly StoredContact[],
): Promise<void> {
  if (contacts.length === 0) return;
  await db.query(
    `insert into contacts
       (id, workspace_id, first_name, last_name, email, phone, external_reference, language, embedded_data)
     select id, $1, "firstName", "lastName", email, phone, "externalReference", language, "embeddedData"
       from ${recordset}`,
    [workspaceId, JSON.stringify(contacts)],
  );
}

/** Writes all values of contacts that the transaction has locked; opt-outs are not among them. */
export async function replaceContacts(
  db: Queryable,
  workspaceId: WorkspaceId,
  contacts: readonly StoredContact[],
): Promise<void> {
  if (contacts.length === 0) return;
  await db.query(
    `update contacts
        set first_name = given."firstName", last_name = given."lastName", email = given.email, phone = given.phone,
            external_reference = given."externalReference", language = given.language,
            embedded_data = given."embeddedData", updated_at = now()
       from ${recordset}
      where contacts.workspace_id = $1 and contacts.id = given.id`,
    [workspaceId, JSON.stringify(contacts)],
  );
}

const ChangeId = z.uuid();

/** What one contact task did to a contact. */
export interface ContactChange {
  readonly contactId: ContactId;
  readonly taskRunId: TaskRunId;
  readonly runId: RunId;
  readonly kind: 'created' | 'updated';
  readonly changes: ContactDifferences;
}

/** Adds to the contacts' histories; a task run's change is kept once. */
export async function recordContactChanges(
  db: Queryable,
  workspaceId: WorkspaceId,
  changes: readonly ContactChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await db.query(
    `insert into contact_changes (id, workspace_id, contact_id, task_run_id, run_id, kind, changes)
     select id, $1, "contactId", "taskRunId", "runId", kind, changes
       from jsonb_to_recordset($2::jsonb) as given (
              id uuid, "contactId" uuid, "taskRunId" uuid, "runId" uuid, kind text, changes jsonb)
         on conflict (id) do nothing`,
    [
      workspaceId,
      JSON.stringify(
        changes.map((change) => ({ id: derivedId(ChangeId, change.taskRunId, 'contact-change'), ...change })),
      ),
    ],
  );
}
