import type { ContactValues } from '@canvass/database';
import type { ContactFacts } from './contact-facts.ts';

/**
 * A contact's values after a task: what the task says wins, what it leaves empty stays. Embedded data is overwritten name
 * by name. An address that differs in letter case only is the one that is there.
 */
export function mergeContact(
  current: ContactValues,
  facts: Pick<ContactFacts, 'values' | 'embeddedData'>,
): ContactValues {
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
