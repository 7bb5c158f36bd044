import {
  blankContact,
  type ContactDifferences,
  type ContactKeys,
  contactDifferences,
  idSpan,
  newId,
  type StoredContact,
} from '@canvass/database';
import { ContactId, type ContactTask, PermanentError, type RunId } from '@canvass/domain';
import type { ContactFacts, MatchKey } from './contact-facts.ts';
import { comparable, matchContact } from './match-contact.ts';
import { mergeContact } from './merge-contact.ts';

/** What a task did to its contact. */
export interface ContactEffect {
  readonly contactId: ContactId;
  readonly outcome: 'created' | 'updated' | 'unchanged';
  readonly changes: ContactDifferences;
}

/** What a task says, and by which of it the contact is found. */
export interface SoughtFacts {
  readonly facts: ContactFacts;
  readonly matchBy: ContactTask['matchBy'];
}

/**
 * Everything by which tasks find contacts, and every external reference that they write, for one contact alone may have
 * it. An address or number that is only written is nothing to wait for: whoever seeks a contact by it comes before or
 * after, and either is right. So the thousands who share a switchboard's number don't stand in line for it.
 */
export function keysOf(all: readonly SoughtFacts[]): ContactKeys {
  const values = (key: MatchKey) => {
    const seeking = all.filter(({ matchBy }) => key === 'externalReference' || matchBy.includes(key));
    const found = seeking.map(({ facts }) => comparable(key, facts.values[key]));
    return [...new Set(found.filter((value) => value !== null))];
  };
  return { externalReferences: values('externalReference'), emails: values('email'), phones: values('phone') };
}

const matchKeys = ['externalReference', 'email', 'phone'] as const satisfies readonly MatchKey[];

/** The contacts that a batch of tasks is about, in memory: each task sees what the tasks before it did. */
export class ContactBatch {
  /** By id, oldest first. */
  readonly #contacts = new Map<ContactId, StoredContact>();
  readonly #ranks = new Map<ContactId, number>();
  /** Contacts that have or had a value of a key. */
  readonly #holders: Readonly<Record<MatchKey, Map<string, Set<ContactId>>>> = {
    externalReference: new Map(),
    email: new Map(),
    phone: new Map(),
  };
  readonly #created = new Set<ContactId>();
  readonly #updated = new Set<ContactId>();

  readonly #newestRuns: ReadonlyMap<ContactId, RunId>;

  /**
   * `stored` are all contacts that have any of the batch's keys, oldest first; `newestRuns` are the newest runs that wrote
   * to them, as far as they may be newer than one of the batch.
   */
  constructor(stored: readonly StoredContact[], newestRuns: ReadonlyMap<ContactId, RunId> = new Map()) {
    this.#newestRuns = newestRuns;
    for (const contact of stored) this.#put(contact);
  }

  /** Creates or updates one contact. Throws PermanentError `external-reference-taken`. */
  apply(matchBy: ContactTask['matchBy'], facts: ContactFacts, runId: RunId): ContactEffect {
    const candidates = matchBy.flatMap((key) => this.#holding(key, facts.values[key]));
    const found = matchContact(this.#oldestFirst(candidates), matchBy, facts.values);
    const newestRun = found === null ? undefined : this.#newestRuns.get(found.id);
    // Two workflows' runs of one notification are of one age.
    const age = newestRun !== undefined && newestRun > idSpan([runId]).hi ? 'older' : 'newest';
    const contact: StoredContact = {
      id: found?.id ?? newId(ContactId),
      ...mergeContact(found ?? blankContact, facts, age),
    };
    this.#requireOwnReference(contact);
    const changes = contactDifferences(found ?? blankContact, contact);
    if (found === null) {
      this.#put(contact);
      this.#created.add(contact.id);
      return { contactId: contact.id, outcome: 'created', changes };
    }
    if (Object.keys(changes).length === 0) return { contactId: contact.id, outcome: 'unchanged', changes };
    this.#put(contact);
    if (!this.#created.has(contact.id)) this.#updated.add(contact.id);
    return { contactId: contact.id, outcome: 'updated', changes };
  }

  get created(): StoredContact[] {
    return this.#of(this.#created);
  }

  get updated(): StoredContact[] {
    return this.#of(this.#updated);
  }

  #of(ids: ReadonlySet<ContactId>): StoredContact[] {
    return [...this.#contacts.values()].filter(({ id }) => ids.has(id));
  }

  #put(contact: StoredContact): void {
    this.#contacts.set(contact.id, contact);
    if (!this.#ranks.has(contact.id)) this.#ranks.set(contact.id, this.#ranks.size);
    for (const key of matchKeys) {
      const value = comparable(key, contact[key]);
      if (value === null) continue;
      const holders = this.#holders[key].get(value);
      if (holders === undefined) this.#holders[key].set(value, new Set([contact.id]));
      else holders.add(contact.id);
    }
  }

  #holding(key: MatchKey, value: string | null): ContactId[] {
    const sought = comparable(key, value);
    return sought === null ? [] : [...(this.#holders[key].get(sought) ?? [])];
  }

  #oldestFirst(ids: readonly ContactId[]): StoredContact[] {
    const rank = (id: ContactId) => this.#ranks.get(id) ?? 0;
    const distinct = ids.length < 2 ? ids : [...new Set(ids)].sort((one, other) => rank(one) - rank(other));
    return distinct.flatMap((id) => this.#contacts.get(id) ?? []);
  }

  #requireOwnReference({ id, externalReference }: StoredContact): void {
    const holders = this.#holding('externalReference', externalReference);
    const holder = holders.find(
      (other) => other !== id && this.#contacts.get(other)?.externalReference === externalReference,
    );
    if (holder) throw new PermanentError('external-reference-taken', { detail: `contact ${holder}` });
  }
}
