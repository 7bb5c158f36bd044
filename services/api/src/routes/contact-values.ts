import type { ContactValues } from '@canvass/database';
import { normalizeEmail, normalizePhone, PermanentError } from '@canvass/domain';

/** What a person typed about a contact; left out = stays, null = removed. */
export interface ContactEdit {
  firstName?: string | null | undefined;
  lastName?: string | null | undefined;
  email?: string | null | undefined;
  phone?: string | null | undefined;
  externalReference?: string | null | undefined;
  language?: string | null | undefined;
  embeddedData?: Record<string, string | null> | undefined;
}

export const emptyContact: ContactValues = {
  firstName: null,
  lastName: null,
  email: null,
  phone: null,
  externalReference: null,
  language: null,
  embeddedData: {},
};

/** The contact's values after the edit. Throws `invalid-email` or `invalid-phone`. */
export function applyEdit(current: ContactValues, edit: ContactEdit, defaultCountry: string): ContactValues {
  const pick = <Value>(given: Value | undefined, kept: Value) => (given === undefined ? kept : given);
  return {
    firstName: pick(edit.firstName, current.firstName),
    lastName: pick(edit.lastName, current.lastName),
    email: edit.email ? validEmail(edit.email) : pick(edit.email, current.email),
    phone: edit.phone ? validPhone(edit.phone, defaultCountry) : pick(edit.phone, current.phone),
    externalReference: pick(edit.externalReference, current.externalReference),
    language: pick(edit.language, current.language),
    embeddedData: mergeFacts(current.embeddedData, edit.embeddedData ?? {}),
  };
}

function mergeFacts(current: Record<string, string>, edit: Record<string, string | null>): Record<string, string> {
  const merged = Object.entries({ ...current, ...edit });
  return Object.fromEntries(merged.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

function validEmail(text: string): string {
  const email = normalizeEmail(text);
  if (email === null) throw new PermanentError('invalid-email');
  return email;
}

function validPhone(text: string, defaultCountry: string): string {
  const phone = normalizePhone(text, defaultCountry);
  if (phone === null) throw new PermanentError('invalid-phone');
  return phone;
}
