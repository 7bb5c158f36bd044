import type { ContactValues } from './contacts.ts';

/** What a contact's history keeps of a change: name → old and new value; embedded data as `embeddedData.<name>`. */
export type ContactDifferences = Record<string, { from: string | null; to: string | null }>;

export function contactDifferences(before: ContactValues, after: ContactValues): ContactDifferences {
  const { embeddedData: factsBefore, ...plainBefore } = toValues(before);
  const { embeddedData: factsAfter, ...plainAfter } = toValues(after);
  return { ...compare(plainBefore, plainAfter, ''), ...compare(factsBefore, factsAfter, 'embeddedData.') };
}

/** Leaves out whatever else the contact has: ids and times are no values. */
function toValues({
  firstName,
  lastName,
  email,
  phone,
  externalReference,
  language,
  embeddedData,
}: ContactValues): ContactValues {
  return { firstName, lastName, email, phone, externalReference, language, embeddedData };
}

function compare(
  before: Readonly<Record<string, string | null>>,
  after: Readonly<Record<string, string | null>>,
  prefix: string,
): ContactDifferences {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...names]
      .map((name) => [`${prefix}${name}`, { from: before[name] ?? null, to: after[name] ?? null }] as const)
      .filter(([, { from, to }]) => from !== to),
  );
}
