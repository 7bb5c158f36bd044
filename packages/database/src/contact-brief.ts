/** A contact where another row mentions it. */
export interface ContactBrief {
  id: string;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  externalReference: string | null;
}

/** The contact of a left join as one JSON value, null where there is none. `alias` names the contacts table. */
export function contactBriefSql(alias: string): string {
  return `case when ${alias}.id is not null then jsonb_build_object(
    'id', ${alias}.id, 'firstName', ${alias}.first_name, 'lastName', ${alias}.last_name, 'email', ${alias}.email,
    'phone', ${alias}.phone, 'externalReference', ${alias}.external_reference) end`;
}
