import {
  blankContact,
  type ContactDifferences,
  type ContactKeys,
  contactDifferences,
  newId,
  type StoredContact,
} from '@canvass/database';
import { ContactId, type ContactTask, PermanentError } from '@canvass/domain';
import type { ContactFacts } from './contact-facts.ts';
import { matchContact } from './match-contact.ts';
import { mergeContact } from './merge-contact.ts';

/** What a task did to its contact. */
export interface ContactEffect {
  readonly contactId: ContactId;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly changes: ContactDifferences;
}

/** Everything by which these facts may meet a contact, also keys that their tasks don't match by: they are written, too. */
export function keysOf(all: readonly ContactFacts[]): ContactKeys {
  const distinct = (values: readonly (string | null)[]) => [...new Set(values.filter((value) => value !== null))];
  return {
    externalReferences: distinct(all.map(({ values }) => values.externalReference)),
    emails: distinct(all.map(({ values }) => values.email?.toLowerCase() ?? null)),
    phones: distinct(all.map(({ values }) => values.phone)),
  };
}

/** The contacts that a batch of tasks is about, in memory: each task sees what the tasks before it did. */
export class ContactBatch {
  readonly #contacts: StoredContact[];
  readonly #created = new Set<ContactId>();
  readonly #updated = new Set<ContactId>();

  /** `stored` are all contacts that have any of the batch's keys, oldest first. */
  constructor(stored: readonly StoredContact[]) {
    this.#contacts = [...stored];
  }

  /** Creates or updates one contact. Throws PermanentError `external-reference-taken`. */
  apply(matchBy: ContactTask['matchBy'], facts: ContactFacts): ContactEffect {
    const found = matchContact(this.#contacts, matchBy, facts.values);
    const contact: StoredContact = {
      id: found?.id ?? newId(ContactId),
      ...mergeContact(found ?? blankContact, facts),
    };
    this.#requireOwnReference(contact);
    const changes = contactDifferences(found ?? blankContact, contact);
    if (found === null) {
      this.#contacts.push(contact);
      this.#created.add(contact.id);
      return { contactId: contact.id, outcome: 'created', changes };
    }
    if (Object.keys(changes).length === 0) return { contactId: contact.id, outcome: 'unchanged', changes };
    this.#contacts[this.#contacts.indexOf(found)] = contact;
    if (!this.#created.has(contact.id)) this.#updated.add(contact.id);
    return { contactId: contact.id, outcome: 'updated', changes };
  }

  get created(): StoredContact[] {
    return this.#contacts.filter(({ id }) => this.#created.has(id));
  }

  get updated(): StoredContact[] {
    return this.#contacts.filter(({ id }) => this.#updated.has(id));
  }

  #requireOwnReference({ id, externalReference }: StoredContact): void {
    const holder = this.#contacts.find(
      (other) => externalReference !== null && other.externalReference === externalReference && other.id !== id,
    );
    if (holder) throw new PermanentError('external-reference-taken', { detail: `contact ${holder.id}` });
  }
}
