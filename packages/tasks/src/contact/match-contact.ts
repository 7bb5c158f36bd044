import type { StoredContact } from '@canvass/database';
import type { ContactFacts, MatchKey } from './contact-facts.ts';

/**
 * The contact that a task means: its keys are tried in the task's order, and the first that finds a contact wins, the
 * oldest contact where several share a value. A contact found by a later key is another person where it has a different
 * value of an earlier one: two people who share a mailbox but differ in external reference stay two. Where that earlier
 * key is still empty on the contact, it is the same person, and the key is filled.
 */
export function matchContact(
  contacts: readonly StoredContact[],
  matchBy: readonly MatchKey[],
  values: ContactFacts['values'],
): StoredContact | null {
  const sought = matchBy.flatMap((key) => {
    const value = comparable(key, values[key]);
    return value === null ? [] : [{ key, value }];
  });
  for (const [rank, { key, value }] of sought.entries()) {
    const found = contacts.find(
      (contact) =>
        comparable(key, contact[key]) === value &&
        sought.slice(0, rank).every((earlier) => comparable(earlier.key, contact[earlier.key]) === null),
    );
    if (found) return found;
  }
  return null;
}

/** E-mail addresses are the same whatever their letter case. */
export function comparable(key: MatchKey, value: string | null): string | null {
  return key === 'email' && value !== null ? value.toLowerCase() : value;
}
