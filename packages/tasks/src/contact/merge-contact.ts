import type { ContactValues } from '@canvass/database';
import type { ContactFacts } from './contact-facts.ts';

/** Whether a task's facts are the newest about its contact, or come after facts of a later notification (a retry, say). */
export type FactsAge = 'newest' | 'older';

/**
 * A contact's values after a task whose facts are older than what the contact has: they fill what is empty, and change
 * nothing that is there. Every notification's facts count as of its arrival, whenever its task is done.
 */
function fillContact(current: ContactValues, { values, embeddedData }: Pick<ContactFacts, 'values' | 'embeddedData'>) {
  return {
    firstName: current.firstName ?? values.firstName,
    lastName: current.lastName ?? values.lastName,
    email: current.email ?? values.email,
    phone: current.phone ?? values.phone,
    externalReference: current.externalReference ?? values.externalReference,
    language: current.language ?? values.language,
    embeddedData: { ...embeddedData, ...current.embeddedData },
  };
}

/**
 * A contact's values after a task: what the task says wins, what it leaves empty stays. Embedded data is overwritten name
 * by name. An address that differs in letter case only is the one that is there.
 */
export function mergeContact(
  current: ContactValues,
  facts: Pick<ContactFacts, 'values' | 'embeddedData'>,
  age: FactsAge = 'newest',
): ContactValues {
  if (age === 'older') return fillContact(current, facts);
  const { values } = facts;
  const sameEmail = values.email !== null && values.email.toLowerCase() === current.email?.toLowerCase();
  return {
    firstName: values.firstName ?? current.firstName,
    lastName: values.lastName ?? current.lastName,
    email: sameEmail ? current.email : (values.email ?? current.email),
    phone: values.phone ?? current.phone,
    externalReference: values.externalReference ?? current.externalReference,
    language: values.language ?? current.language,
    embeddedData: { ...current.embeddedData, ...facts.embeddedData },
  };
}
