import type { Resource } from '../api/client.ts';

type Named = 'firstName' | 'lastName' | 'email' | 'phone';
type Person = Pick<Resource<'ContactBrief'>, Named> & { externalReference?: string | null };

/** What to call a person: the name, otherwise whatever identifies them; null when there is nothing. */
export function personName(contact: Person): string | null {
  const name = [contact.firstName, contact.lastName].filter(Boolean).join(' ');
  return name || contact.email || contact.phone || contact.externalReference || null;
}
