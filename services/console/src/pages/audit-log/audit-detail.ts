import type { Catalogue } from '../../i18n/text.tsx';
import type { AuditEntry } from './queries.ts';

/** What ids stand for; an id that is not among them (deleted, or too many) is left out. */
export interface AuditNames {
  readonly members: ReadonlyMap<string, string>;
  readonly eventSources: ReadonlyMap<string, string>;
}

interface Told {
  t: Catalogue;
  names: AuditNames;
  dateTime(at: Date): string;
}

/** What an entry has to say besides, in words: `Role: Editor`. */
export function auditDetail(detail: AuditEntry['detail'], told: Told): string[] {
  const labels: Record<string, string> = told.t.auditLog.details;
  return Object.entries(detail ?? {}).flatMap(([key, value]) => {
    const said = sayValue(key, value, told);
    return said === '' ? [] : [`${labels[key] ?? key}: ${said}`];
  });
}

function sayValue(key: string, value: unknown, told: Told): string {
  const { t, names } = told;
  if (key === 'settleAs' && value === null) return t.unknownDeliveries.choices.ask.name;
  if (value === null || value === undefined) return '';
  if (key === 'eventSourceId') return names.eventSources.get(String(value)) ?? '';
  if (key === 'ownerId' || key === 'transferTo') return names.members.get(String(value)) ?? '';
  if (key === 'from' || key === 'to') return told.dateTime(new Date(String(value)));
  if (key === 'restricted') return value === true ? t.sharing.restricted : t.sharing.open;
  if (key === 'members') return listOf(value).map((member) => sayMember(member, told)).join(', '); // biome-ignore format: one thought
  if (key === 'roles') return listOf(value).map((each) => sayRole(each, told)).join(', '); // biome-ignore format: one thought
  const words: Record<string, Record<string, string>> = {
    role: t.team.roles,
    kind: t.operations.kinds,
    which: t.auditLog.replayed,
    as: t.auditLog.settled,
    settleAs: t.auditLog.settled,
    scheme: { bearer: t.jsonEvents.schemes.bearer.name, hmac: t.jsonEvents.schemes.hmac.name },
  };
  return listOf(value)
    .map((each) => wordOf(words[key] ?? {}, each))
    .join(', ');
}

function sayMember(member: unknown, { t, names }: Told): string {
  const { id, right } = Object.fromEntries(pairsOf(member));
  const name = names.members.get(String(id)) ?? t.sharing.ownerGone;
  return `${name} (${wordOf(t.sharing.rights, right)})`;
}

function sayRole(shared: unknown, { t }: Told): string {
  const { role, right } = Object.fromEntries(pairsOf(shared));
  return `${wordOf(t.sharing.roles, role)} (${wordOf(t.sharing.rights, right)})`;
}

function wordOf(words: Record<string, string>, value: unknown): string {
  if (typeof value === 'string') return words[value] ?? value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value);
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);
const pairsOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : [];
