import type { Comparison } from './condition.ts';
import type { FieldType } from './field-catalogue.ts';

/** A comparison without what it compares: the table's field is always the same. */
export type CaseComparison = Comparison extends infer Each
  ? Each extends Comparison
    ? Omit<Each, 'kind' | 'left'>
    : never
  : never;

/** A condition, what the event brings, and what comes out: tested as it stands, and shown in docs/conditions.md. */
export interface ConditionCase {
  type: FieldType;
  /** As Salesforce sends it; null = the field is absent. */
  field: string | null;
  comparison: CaseComparison;
  met: boolean;
  why: string;
  /** Default: noon of 2026-03-10 UTC. */
  now?: string;
  /** Default: Europe/Bratislava, one hour ahead of UTC in winter and two in summer. */
  timeZone?: string;
}

export const caseDefaults = { now: '2026-03-10T12:00:00Z', timeZone: 'Europe/Bratislava' };

type Row = [
  type: FieldType,
  field: string | null,
  comparison: CaseComparison,
  met: boolean,
  why: string,
  more?: Partial<ConditionCase>,
];

const rows = (list: readonly Row[]): ConditionCase[] =>
  list.map(([type, field, comparison, met, why, more]) => ({ type, field, comparison, met, why, ...more }));

/** By topic, in the order of the page. */
export const conditionCases: readonly { topic: string; cases: readonly ConditionCase[] }[] = [
  {
    topic: 'Empty, null and absent',
    cases: rows([
      ['text', null, { operator: 'is-empty' }, true, 'Salesforce leaves null fields out: absent is empty.'],
      ['text', '', { operator: 'is-empty' }, true, 'An empty text is empty.'],
      ['text', '   ', { operator: 'is-empty' }, true, 'So is one of spaces.'],
      ['text', '0', { operator: 'is-not-empty' }, true, 'A zero is something.'],
      ['boolean', null, { operator: 'is-false' }, false, 'Empty is neither true nor false.'],
      ['text', null, { operator: 'equals', value: '' }, true, 'To equal nothing is to be empty.'],
      ['text', 'Open', { operator: 'not-equals', value: '' }, true, 'To differ from nothing is not to be empty.'],
      ['text', null, { operator: 'is-one-of', values: ['Low', ''] }, true, 'An empty value in a list asks for empty.'],
      ['text', null, { operator: 'not-equals', value: 'Closed' }, true, 'The opposite of “equals”, so empty meets it.'],
      ['text', null, { operator: 'does-not-contain', value: 'x' }, true, 'The opposite of “contains”.'],
      ['text', null, { operator: 'is-not-one-of', values: ['Low'] }, true, 'The opposite of “is one of”.'],
      ['number', null, { operator: 'less', value: '5' }, false, 'Empty is not zero: it meets no ordering.'],
      ['text', null, { operator: 'matches', value: '.*' }, false, 'There is nothing to match.'],
    ]),
  },
  {
    topic: 'Text and case',
    cases: rows([
      ['text', 'open', { operator: 'equals', value: 'Open' }, false, 'Case counts …'],
      ['text', 'open', { operator: 'equals', value: 'Open', ignoreCase: true }, true, '… unless it is ignored.'],
      [
        'text',
        'STRASSE',
        { operator: 'equals', value: 'straße', ignoreCase: true },
        false,
        'Ignoring case changes letters, not their number.',
      ],
      ['text', ' Open ', { operator: 'equals', value: 'Open' }, true, 'Spaces around do not count for equality.'],
      [
        'text',
        'Cafe\u0301',
        { operator: 'equals', value: 'Café' },
        true,
        'An accent is the same, in one character or two.',
      ],
      ['text', '007', { operator: 'equals', value: '7' }, false, 'Text is compared as text: a code is no number.'],
      ['text', '9', { operator: 'less', value: '10' }, true, 'Ordering reads untyped text as numbers where both are.'],
      ['text', 'A long subject', { operator: 'contains', value: 'LONG', ignoreCase: true }, true, 'Anywhere inside.'],
      ['text', 'Open case', { operator: 'starts-with', value: 'Open' }, true, 'From the first character …'],
      ['text', ' Open case', { operator: 'starts-with', value: 'Open' }, false, '… and a space is one.'],
      ['text', 'b', { operator: 'less', value: 'C' }, false, 'In order, capitals come before small letters …'],
      ['text', 'b', { operator: 'less', value: 'C', ignoreCase: true }, true, '… unless case is ignored.'],
      ['text', 'Open ', { operator: 'less-or-equal', value: 'Open' }, true, 'Order overlooks spaces around too.'],
      [
        'text',
        'SK-1234',
        { operator: 'matches', value: '^[A-Z]{2}-\\d{4}$' },
        true,
        'RE2 syntax; without ^ and $ anywhere inside.',
      ],
      [
        'text',
        'text',
        { operator: 'matches', value: '[' },
        false,
        'What cannot be read matches nothing; saving says so.',
      ],
    ]),
  },
  {
    topic: 'Ids, e-mail addresses and phone numbers',
    cases: rows([
      [
        'id',
        '00558000001N0Ke',
        { operator: 'equals', value: '00558000001N0KeAAK' },
        true,
        '15 and 18 characters: the same record.',
      ],
      [
        'reference',
        '00558000001n0Ke',
        { operator: 'equals', value: '00558000001N0Ke' },
        false,
        'The case of an id counts.',
      ],
      ['email', 'Ana@Example.com', { operator: 'equals', value: 'ana@example.com' }, true, 'Addresses ignore case.'],
      ['email', 'Ana@Example.com', { operator: 'ends-with', value: '@example.com' }, true, 'In every comparison.'],
      [
        'phone',
        '+1 (202) 555-0100',
        { operator: 'equals', value: '+12025550100' },
        true,
        'What stands between the digits does not count.',
      ],
      ['phone', '202-555-0100', { operator: 'equals', value: '+12025550100' }, false, 'A missing country code does.'],
      ['phone', '+1 (202) 555-0100', { operator: 'starts-with', value: '+1202' }, true, 'In every comparison.'],
    ]),
  },
  {
    topic: 'Numbers',
    cases: rows([
      ['number', '45000.0', { operator: 'equals', value: '45000' }, true, 'By value, not by spelling.'],
      ['currency', '10.50', { operator: 'greater-or-equal', value: '10.5' }, true, 'Also amounts.'],
      ['number', '9', { operator: 'greater', value: '10' }, false, 'As numbers, not as text.'],
      [
        'number',
        '999999999999999999',
        { operator: 'greater', value: '999999999999999998' },
        true,
        'Exact, to the last of 18 digits.',
      ],
      ['number', '0.1', { operator: 'equals', value: '0.10000000000000000001' }, false, 'Exact behind the point too.'],
      [
        'number',
        '1e5',
        { operator: 'equals', value: '100000' },
        true,
        'Salesforce may write large numbers with an exponent.',
      ],
      ['number', '10', { operator: 'between', low: '10', high: '20' }, true, 'Both ends belong to it.'],
      [
        'number',
        '1,234',
        { operator: 'greater', value: '5' },
        false,
        'No separators: Salesforce sends none, whatever the user’s locale.',
      ],
      [
        'number',
        '1.5',
        { operator: 'equals', value: '1,5' },
        false,
        'A value with a comma is refused when it is saved.',
      ],
      ['number', '0x1F', { operator: 'equals', value: '31' }, false, 'Decimal only.'],
      ['number', 'many', { operator: 'greater', value: '0' }, false, 'What is no number meets no ordering.'],
    ]),
  },
  {
    topic: 'True and false',
    cases: rows([
      ['boolean', 'true', { operator: 'is-true' }, true, 'As Salesforce sends it.'],
      ['boolean', 'TRUE', { operator: 'equals', value: 'true' }, true, 'In any case.'],
      ['boolean', '1', { operator: 'is-true' }, false, 'Only the words.'],
      ['boolean', 'false', { operator: 'is-false' }, true, 'Not the same as “is empty”.'],
    ]),
  },
  {
    topic: 'Multi-select',
    cases: rows([
      ['multi-select', 'Red;Dark Blue', { operator: 'contains', value: 'Red' }, true, 'One of the chosen values …'],
      ['multi-select', 'Red;Dark Blue', { operator: 'contains', value: 'Blue' }, false, '… whole, not a part of one.'],
      [
        'multi-select',
        'Red;Dark Blue',
        { operator: 'contains', value: 'Dark Blue;Red' },
        true,
        'Several: all of them.',
      ],
      [
        'multi-select',
        'Red;Dark Blue',
        { operator: 'equals', value: 'Dark Blue; Red' },
        true,
        'The same values, in any order.',
      ],
      ['multi-select', 'Red;Dark Blue', { operator: 'equals', value: 'Red' }, false, 'No more and no fewer.'],
      [
        'multi-select',
        'Red;Dark Blue',
        { operator: 'is-one-of', values: ['Green', 'Red'] },
        true,
        'At least one in common.',
      ],
      [
        'multi-select',
        'Red;Dark Blue',
        { operator: 'is-not-one-of', values: ['Green', 'Red'] },
        false,
        'None in common, to be met.',
      ],
      [
        'multi-select',
        'red',
        { operator: 'contains', value: 'Red' },
        false,
        'Case counts here too, unless it is ignored.',
      ],
    ]),
  },
  {
    topic: 'Dates and time zones',
    cases: rows([
      ['date', '2026-03-10', { operator: 'before', value: '2026-03-10' }, false, 'A day is not before itself.'],
      [
        'date',
        '2026-03-10',
        { operator: 'between', low: '2026-03-10', high: '2026-03-10' },
        true,
        'Both ends belong to it.',
      ],
      [
        'date-time',
        '2026-03-09T23:30:00Z',
        { operator: 'equals', value: '2026-03-10' },
        true,
        'In the workflow’s zone it is half past midnight of that day.',
      ],
      [
        'date-time',
        '2026-03-09T23:30:00Z',
        { operator: 'equals', value: '2026-03-10' },
        false,
        'In another zone it is not.',
        { timeZone: 'America/New_York' },
      ],
      [
        'date-time',
        '2026-03-09T22:30:00Z',
        { operator: 'after', value: '2026-03-09' },
        false,
        'After a day is after its end.',
      ],
      [
        'date-time',
        '2026-03-09T23:30:00Z',
        { operator: 'equals', value: '2026-03-10T00:30:00+01:00' },
        true,
        'The same instant, however written.',
      ],
      [
        'date-time',
        '2026-03-09T23:30:00Z',
        { operator: 'before', value: '2026-03-10T00:31' },
        true,
        'Without an offset: in the workflow’s zone.',
      ],
      [
        'date-time',
        '2026-03-09T23:30:00.000+0000',
        { operator: 'after', value: '2026-03-09T23:29:00Z' },
        true,
        'As Salesforce’s REST API writes an offset.',
      ],
      [
        'date-time',
        'yesterday',
        { operator: 'before', value: '2026-03-10' },
        false,
        'What is no date meets no ordering.',
      ],
      [
        'text',
        '2026-03-09T10:00:00Z',
        { operator: 'before', value: '2026-03-10' },
        true,
        'Untyped text is read as a date where both are.',
      ],
    ]),
  },
  {
    topic: 'Summer time',
    cases: rows([
      ['date-time', '2026-03-29T21:59:59Z', { operator: 'equals', value: '2026-03-29' }, true, 'A day of 23 hours …'],
      [
        'date-time',
        '2026-03-29T22:00:00Z',
        { operator: 'equals', value: '2026-03-29' },
        false,
        '… ends where the next begins.',
      ],
      [
        'date-time',
        '2026-03-29T01:30:00Z',
        { operator: 'equals', value: '2026-03-29T02:30' },
        true,
        'A time that the clocks skip is read an hour later.',
      ],
      [
        'date-time',
        '2026-10-25T00:30:00Z',
        { operator: 'equals', value: '2026-10-25T02:30' },
        true,
        'A time that comes twice is the first of the two.',
      ],
      [
        'date-time',
        '2026-04-24T21:30:00Z',
        { operator: 'equals', value: '2026-04-24' },
        false,
        'Where midnight itself is skipped, the next day begins at midnight all the same.',
        { timeZone: 'Africa/Cairo' },
      ],
    ]),
  },
  {
    topic: 'Within a span of time',
    cases: rows([
      [
        'date-time',
        '2026-03-10T11:00:00Z',
        { operator: 'within-last', amount: 1, unit: 'hours' },
        true,
        'The moment an hour ago belongs to it.',
      ],
      [
        'date-time',
        '2026-03-10T10:59:59Z',
        { operator: 'within-last', amount: 1, unit: 'hours' },
        false,
        'The one before does not.',
      ],
      [
        'date-time',
        '2026-03-10T12:00:01Z',
        { operator: 'within-last', amount: 1, unit: 'hours' },
        false,
        'The future is never within the last …',
      ],
      [
        'date-time',
        '2026-03-10T12:00:01Z',
        { operator: 'changed-within', amount: 1, unit: 'hours' },
        true,
        '… but a change may be ahead of our clock.',
      ],
      [
        'date',
        '2026-03-08',
        { operator: 'within-last', amount: 2, unit: 'days' },
        true,
        'A date counts as its whole day.',
      ],
      ['date', '2026-03-07', { operator: 'within-last', amount: 2, unit: 'days' }, false, 'Two days back, no more.'],
      [
        'date-time',
        '2026-03-28T12:30:00Z',
        { operator: 'within-last', amount: 1, unit: 'days' },
        true,
        'A day is a calendar day: 23 hours here …',
        { now: '2026-03-29T11:30:00Z' },
      ],
      [
        'date-time',
        '2026-03-28T12:30:00Z',
        { operator: 'within-last', amount: 23, unit: 'hours' },
        true,
        '… hours are always hours.',
        { now: '2026-03-29T11:30:00Z' },
      ],
      [
        'date-time',
        '2026-10-25T00:30:00Z',
        { operator: 'within-last', amount: 1, unit: 'days' },
        true,
        'A day ago it was half past two twice: the first of the two.',
        { now: '2026-10-26T01:30:00Z' },
      ],
      [
        'date-time',
        '2026-03-10T11:58:00Z',
        { operator: 'changed-within', amount: 5, unit: 'minutes' },
        true,
        'Counted from when the notification came.',
      ],
    ]),
  },
];
