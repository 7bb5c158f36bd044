import type { Resource } from '../api/client.ts';

/** What to call a person: the name, otherwise whatever identifies them; null when there is nothing. */
export function personName(contact: Resource<'ContactBrief'>): string | null {
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ');
  return name || contact.email || contact.phone || contact.externalReference;
}
