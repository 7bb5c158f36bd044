import type { FieldType } from './field-catalogue.ts';

/** A contact as conditions read it: a flat record of texts, by the names below and `embeddedData.<name>`. */
export type ContactFacts = Readonly<Record<string, string | null>>;

export const contactFactTypes: ReadonlyMap<string, FieldType> = new Map([
  ['firstName', 'text'],
  ['lastName', 'text'],
  ['email', 'email'],
  ['phone', 'phone'],
  ['externalReference', 'text'],
  ['language', 'text'],
  ['emailOptedOut', 'boolean'],
  ['smsOptedOut', 'boolean'],
]);
const embeddedPrefix = 'embeddedData.';

export interface ContactNow {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly externalReference: string | null;
  readonly language: string | null;
  readonly embeddedData: Readonly<Record<string, string>>;
  readonly emailOptedOut: boolean;
  readonly smsOptedOut: boolean;
}

export function contactFacts({ embeddedData, emailOptedOut, smsOptedOut, ...texts }: ContactNow): ContactFacts {
  const embedded = Object.entries(embeddedData).map(([name, value]) => [`${embeddedPrefix}${name}`, value]);
  return {
    ...texts,
    emailOptedOut: String(emailOptedOut),
    smsOptedOut: String(smsOptedOut),
    ...Object.fromEntries(embedded),
  };
}

/** How a contact's fact is read. */
export function contactFactType(name: string): FieldType {
  return contactFactTypes.get(name) ?? 'text';
}

/** Whether a contact can have a fact of this name. */
export function isContactFact(name: string): boolean {
  return contactFactTypes.has(name) || (name.startsWith(embeddedPrefix) && name.length > embeddedPrefix.length);
}
