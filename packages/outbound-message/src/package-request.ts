import type { FieldType } from '@canvass/domain';

export const recordTriggers = ['created', 'updated', 'both'] as const;
export type RecordTrigger = (typeof recordTriggers)[number];

/** Operators that a record-triggered flow has for its entry conditions (Metadata API, `FlowRecordFilter`). */
export const entryOperators = [
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
export type EntryOperator = (typeof entryOperators)[number];

export interface EntryCondition {
  readonly field: string;
  readonly operator: EntryOperator;
  /** `true` or `false` for `IsNull` and `IsChanged`. */
  readonly value: string;
  readonly type: FieldType;
}

/** What an administrator wants Salesforce to send, and when. */
export interface PackageRequest {
  /** The event source's name: what the message and the flow are called. */
  readonly name: string;
  readonly endpointUrl: string;
  readonly object: string;
  readonly fields: readonly string[];
  readonly trigger: RecordTrigger;
  readonly match: 'all' | 'any';
  readonly conditions: readonly EntryCondition[];
  /** Send only when the record did not meet the conditions before. */
  readonly onlyWhenNewlyMet: boolean;
  /** An active user of the org, by username, whose field access decides what is sent. */
  readonly integrationUser: string;
  /** Deploy the flow switched on. */
  readonly active: boolean;
}

export interface PackageProblem {
  /** JSON pointer into the request. */
  readonly pointer: string;
  readonly message: string;
}

const apiName = /^[A-Za-z]\w{0,254}$/;
const orderings: ReadonlySet<EntryOperator> = new Set([
  'GreaterThan',
  'GreaterThanOrEqualTo',
  'LessThan',
  'LessThanOrEqualTo',
]);
const textual: ReadonlySet<EntryOperator> = new Set(['Contains', 'StartsWith', 'EndsWith']);
const texts: ReadonlySet<FieldType> = new Set(['text', 'email', 'phone', 'multi-select']);
const ordered: ReadonlySet<FieldType> = new Set(['number', 'currency', 'date', 'date-time']);
const forms: Partial<Record<FieldType, [form: RegExp, words: string]>> = {
  boolean: [/^(?:true|false)$/, 'true or false'],
  number: [/^-?\d{1,18}(?:\.\d{1,18})?$/, 'a number such as 1234.5'],
  currency: [/^-?\d{1,18}(?:\.\d{1,18})?$/, 'a number such as 1234.5'],
  date: [/^\d{4}-\d\d-\d\d$/, 'a date such as 2026-03-31'],
  'date-time': [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z$/, 'a time such as 2026-03-31T09:00:00Z'],
};

/** Everything that Salesforce would refuse at deployment and that can be seen beforehand. */
export function packageProblems(request: PackageRequest): PackageProblem[] {
  const problems: PackageProblem[] = [];
  if (!apiName.test(request.object))
    problems.push({ pointer: '/object', message: 'An object’s API name is needed, such as Case.' });
  for (const field of request.fields) {
    if (apiName.test(field)) continue;
    problems.push({ pointer: '/fields', message: `“${field}” is no field of the object itself and cannot be sent.` });
  }
  request.conditions.forEach((condition, index) => {
    problems.push(...conditionProblems(condition, request.trigger, `/conditions/${index}`));
  });
  if (!request.onlyWhenNewlyMet) return problems;
  const pointer = '/onlyWhenNewlyMet';
  if (request.trigger === 'created')
    problems.push({ pointer, message: 'A record that is created meets conditions for the first time anyway.' });
  if (request.conditions.length === 0) problems.push({ pointer, message: 'There is no condition to be met.' });
  if (request.conditions.some(({ operator }) => operator === 'IsChanged')) {
    problems.push({ pointer, message: 'Salesforce does not take this together with “is changed”.' });
  }
  return problems;
}

function conditionProblems(condition: EntryCondition, trigger: RecordTrigger, place: string): PackageProblem[] {
  const { field, operator, value, type } = condition;
  if (!apiName.test(field))
    return [{ pointer: `${place}/field`, message: `“${field}” is no field of the object itself.` }];
  if (operator === 'IsChanged' && trigger === 'created') {
    return [{ pointer: `${place}/operator`, message: 'Nothing changes in a record that is created.' }];
  }
  if ((orderings.has(operator) && !ordered.has(type)) || (textual.has(operator) && !texts.has(type))) {
    return [{ pointer: `${place}/operator`, message: `The field ${field} (${type}) cannot be compared in this way.` }];
  }
  const [form, words] = forms[operator === 'IsNull' || operator === 'IsChanged' ? 'boolean' : type] ?? [
    /^.{1,255}$/s,
    'a value',
  ];
  return form.test(value) ? [] : [{ pointer: `${place}/value`, message: `“${value}” is not ${words}.` }];
}
