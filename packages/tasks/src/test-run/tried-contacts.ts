import {
  type ContactToInvite,
  findContactsToInvite,
  findContactWishes,
  findListsByName,
  findOwnOptOuts,
  newId,
  type Queryable,
  type StoredContact,
  seeContactsByKeys,
} from '@canvass/database';
import {
  type ContactFacts,
  ContactId,
  type ContactTask,
  type ContactTaskOutput,
  contactFacts,
  type InvitationSnapshot,
  MailingListId,
  RunId,
  TransactionId,
  type WorkspaceId,
} from '@canvass/domain';
import { ContactBatch, keysOf } from '../contact/contact-batch.ts';
import { type ContactTaskFacts, toContactFacts } from '../contact/contact-facts.ts';
import { comparable } from '../contact/match-contact.ts';
import type { ContactEffectShown } from './test-run-steps.ts';

/** What a contact task would put out, and what it would do. */
export interface TriedContactTask {
  output: ContactTaskOutput;
  shown: ContactEffectShown;
}

/** The contacts as a test run would leave them: each task sees what those before it would have done. Only reads. */
export class TriedContacts {
  readonly #db: Queryable;
  readonly #workspaceId: WorkspaceId;
  readonly #contacts = new Map<ContactId, StoredContact>();
  readonly #isNew = new Set<ContactId>();
  /** The contact of the last task that found one: the run's own. */
  #ofRun: StoredContact | null = null;
  readonly #lists = new Map<string, MailingListId>();
  readonly #transactions = new Map<string, NonNullable<InvitationSnapshot['transaction']>>();

  constructor(db: Queryable, workspaceId: WorkspaceId) {
    this.#db = db;
    this.#workspaceId = workspaceId;
  }

  /** Throws the PermanentError that the task would fail with. */
  async try(step: ContactTask, task: ContactTaskFacts): Promise<TriedContactTask> {
    const facts = toContactFacts(task, step);
    const known = await this.#contactsOf(keysOf([{ facts, matchBy: step.matchBy }]));
    const batch = new ContactBatch(known);
    const { contactId, outcome, changes } = batch.apply(step.matchBy, facts, newId(RunId));
    const before = known.find(({ id }) => id === contactId);
    const after = [...batch.created, ...batch.updated, ...known].find(({ id }) => id === contactId);
    if (after === undefined) throw new Error('a contact task had no contact');
    this.#contacts.set(contactId, after);
    this.#ofRun = after;
    if (outcome === 'created') this.#isNew.add(contactId);
    const key = step.matchBy.find(
      (each) => before && facts.values[each] && comparable(each, before[each]) === comparable(each, facts.values[each]),
    );
    const list = step.mailingList === undefined ? null : await this.#list(step.mailingList);
    return {
      output: {
        contactId,
        outcome,
        changed: Object.keys(changes),
        transactionId: facts.transaction === null ? null : this.#addTransaction(facts.transaction),
        mailingListId: list?.id ?? null,
      },
      shown: {
        id: this.#isNew.has(contactId) ? null : contactId,
        outcome,
        firstName: after.firstName,
        lastName: after.lastName,
        email: after.email,
        phone: after.phone,
        matchedBy: key === undefined ? null : { key, value: facts.values[key] ?? '' },
        changes,
        transaction: facts.transaction,
        mailingList: list && { name: list.name, isNew: list.isNew },
      },
    };
  }

  /** The run's contact as conditions would read it now; null while no task has found one. */
  async now(): Promise<ContactFacts | null> {
    const contact = this.#ofRun;
    return contact && contactFacts({ ...contact, ...(await findOwnOptOuts(this.#db, this.#workspaceId, contact.id)) });
  }

  /** A contact as it would be invited; null where there is none. */
  async toInvite(id: string | null): Promise<ContactToInvite | null> {
    const contactId = ContactId.safeParse(id).data;
    if (contactId === undefined) return null;
    const tried = this.#contacts.get(contactId);
    if (tried === undefined) {
      return (await findContactsToInvite(this.#db, this.#workspaceId, [contactId])).get(contactId) ?? null;
    }
    return { facts: tried, ...(await findContactWishes(this.#db, this.#workspaceId, tried)) };
  }

  transaction(id: string | null): InvitationSnapshot['transaction'] {
    return this.#transactions.get(id ?? '') ?? null;
  }

  async #contactsOf(keys: ReturnType<typeof keysOf>): Promise<StoredContact[]> {
    const stored = await seeContactsByKeys(this.#db, this.#workspaceId, keys);
    const untouched = stored.filter(({ id }) => !this.#contacts.has(id));
    return [...untouched, ...this.#contacts.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  async #list(name: string): Promise<{ id: MailingListId; name: string; isNew: boolean }> {
    const stored = (await findListsByName(this.#db, this.#workspaceId, [name])).get(name);
    const id = stored ?? this.#lists.get(name) ?? newId(MailingListId);
    this.#lists.set(name, id);
    return { id, name, isNew: stored === undefined };
  }

  #addTransaction({ name, occurredAt, fields }: NonNullable<ReturnType<typeof toContactFacts>['transaction']>): string {
    const id = newId(TransactionId);
    this.#transactions.set(id, { id, name, occurredAt: occurredAt?.toISOString() ?? null, fields: { ...fields } });
    return id;
  }
}
