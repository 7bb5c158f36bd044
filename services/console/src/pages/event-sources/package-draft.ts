import type { FieldType, PackageQuery } from './queries.ts';

export const triggers = ['both', 'updated', 'created'] as const;
export type Trigger = (typeof triggers)[number];

const operators = [
  'EqualTo',
  'NotEqualTo',
  'GreaterThan',
  'GreaterThanOrEqualTo',
  'LessThan',
  'LessThanOrEqualTo',
  'Contains',
  'StartsWith',
  'EndsWith',
  'IsNull',
  'IsChanged',
] as const;
export type EntryOperator = (typeof operators)[number];

export interface EntryCondition {
  /** For the list on the page alone. */
  key: string;
  field: string;
  operator: EntryOperator;
  value: string;
}

/** What is chosen on the page before the package is made. */
export interface PackageDraft {
  integrationUser: string;
  /** Asked for while the event source is pinned to none. */
  object: string;
  trigger: Trigger;
  match: 'all' | 'any';
  conditions: EntryCondition[];
  onlyWhenNewlyMet: boolean;
  active: boolean;
}

export const emptyDraft: PackageDraft = {
  integrationUser: '',
  object: '',
  trigger: 'both',
  match: 'all',
  conditions: [],
  onlyWhenNewlyMet: true,
  active: false,
};

const texts: readonly EntryOperator[] = [
  'EqualTo',
  'NotEqualTo',
  'Contains',
  'StartsWith',
  'EndsWith',
  'IsNull',
  'IsChanged',
];
const ordered: readonly EntryOperator[] = operators.filter(
  (one) => !['Contains', 'StartsWith', 'EndsWith'].includes(one),
);
const plain: readonly EntryOperator[] = ['EqualTo', 'NotEqualTo', 'IsNull', 'IsChanged'];

/** The operators that Salesforce has for a field of this type, when a record is created or not. */
export function operatorsFor(type: FieldType, trigger: Trigger): EntryOperator[] {
  const isOrdered = type === 'number' || type === 'currency' || type === 'date' || type === 'date-time';
  const isText = type === 'text' || type === 'email' || type === 'phone' || type === 'multi-select';
  const found = isOrdered ? ordered : isText ? texts : plain;
  return found.filter((operator) => operator !== 'IsChanged' || trigger !== 'created');
}

/** True = the value is yes or no. */
export function isYesOrNo(type: FieldType, operator: EntryOperator): boolean {
  return type === 'boolean' || operator === 'IsNull' || operator === 'IsChanged';
}

/** Whether "only when the record did not meet the conditions before" makes sense. */
export function canRequireChange({ trigger, conditions }: PackageDraft): boolean {
  return trigger !== 'created' && conditions.length > 0 && conditions.every(({ operator }) => operator !== 'IsChanged');
}

export function toQuery(draft: PackageDraft, pinnedObject: string | null): PackageQuery {
  return {
    integrationUser: draft.integrationUser.trim(),
    ...(pinnedObject === null && draft.object.trim() !== '' && { object: draft.object.trim() }),
    trigger: draft.trigger,
    match: draft.match,
    conditions: JSON.stringify(draft.conditions.map(({ field, operator, value }) => ({ field, operator, value }))),
    onlyWhenNewlyMet: draft.onlyWhenNewlyMet && canRequireChange(draft) ? 'true' : 'false',
    active: draft.active ? 'true' : 'false',
  };
}

export function isEntryOperator(value: string): value is EntryOperator {
  return operators.some((operator) => operator === value);
}
