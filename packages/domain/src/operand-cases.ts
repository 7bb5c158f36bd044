import type { ConditionGroup, Operand } from './condition.ts';
import type { CaseComparison } from './condition-cases.ts';
import type { ConditionInput } from './evaluate-condition.ts';

/** What a comparison reads, what there is to read, and what comes out: tested as it stands, and shown in docs/conditions.md. */
export interface OperandCase {
  left: Operand;
  there: Partial<Pick<ConditionInput, 'event' | 'latest' | 'contact' | 'steps'>>;
  comparison: CaseComparison;
  met: boolean;
  why: string;
}

type Row = [left: Operand, there: OperandCase['there'], comparison: CaseComparison, met: boolean, why: string];

const event = (field: string): Operand => ({ from: 'event', field });
const latest = (field: string): Operand => ({ from: 'latest', field });
const contact = (field: string): Operand => ({ from: 'contact', field });
const step = (output: string): Operand => ({ from: 'step', step: 'person', output });
const closed: CaseComparison = { operator: 'equals', value: 'Closed' };

const rows: readonly Row[] = [
  [
    event('Status'),
    { event: { Status: 'Open' }, latest: { Status: 'Closed' } },
    closed,
    false,
    'The event is the notification that started the run, for good.',
  ],
  [
    latest('Status'),
    { event: { Status: 'Open' }, latest: { Status: 'Closed' } },
    closed,
    true,
    'The newest notification of the same record, as it is when the condition is reached …',
  ],
  [latest('Status'), { event: { Status: 'Closed' } }, closed, true, '… which is the event while none has come since.'],
  [
    latest('Status'),
    { event: { Status: 'Closed' }, latest: {} },
    { operator: 'is-empty' },
    true,
    'A field that the newest leaves out is empty, whatever it was before.',
  ],
  [
    contact('email'),
    { contact: { email: 'Ana@Example.com' } },
    { operator: 'equals', value: 'ana@example.com' },
    true,
    'The contact as it is then: an address ignores case.',
  ],
  [
    contact('emailOptedOut'),
    { contact: { emailOptedOut: 'true' } },
    { operator: 'is-true' },
    true,
    'Whether it has opted out.',
  ],
  [
    contact('embeddedData.Visits'),
    { contact: { 'embeddedData.Visits': '12' } },
    { operator: 'greater', value: '9' },
    true,
    'Embedded data is text, ordered as numbers where both are.',
  ],
  [
    contact('language'),
    { contact: null },
    { operator: 'is-empty' },
    true,
    'While no contact task has found one, all of it is empty.',
  ],
  [
    step('outcome'),
    { steps: { person: { outcome: 'created' } } },
    { operator: 'equals', value: 'created' },
    true,
    'What an earlier step put out.',
  ],
  [
    step('changed'),
    { steps: { person: { changed: ['email', 'phone'] } } },
    { operator: 'contains', value: 'phone' },
    true,
    'A list is read as a multi-select.',
  ],
  [step('outcome'), { steps: {} }, { operator: 'is-empty' }, true, 'A step that was not done put nothing out.'],
];

export const operandCases: readonly OperandCase[] = rows.map(([left, there, comparison, met, why]) => ({
  left,
  there,
  comparison,
  met,
  why,
}));

/** A group over conditions that are met (true) or not, or groups of such. */
export interface GroupShape {
  match: ConditionGroup['match'];
  of: readonly (boolean | GroupShape)[];
}

export interface GroupCase {
  group: GroupShape;
  met: boolean;
  why: string;
}

export const groupCases: readonly GroupCase[] = [
  { group: { match: 'all', of: [true, true] }, met: true, why: 'Every one is met.' },
  { group: { match: 'all', of: [true, false] }, met: false, why: 'One is not.' },
  { group: { match: 'any', of: [false, true] }, met: true, why: 'One is enough.' },
  { group: { match: 'any', of: [false, false] }, met: false, why: 'None is.' },
  { group: { match: 'none', of: [false, false] }, met: true, why: 'The opposite of “any”.' },
  { group: { match: 'none', of: [false, true] }, met: false, why: 'One is met.' },
  {
    group: { match: 'all', of: [true, { match: 'none', of: [false, { match: 'all', of: [true, false] }] }] },
    met: true,
    why: 'Groups nest, up to ten deep.',
  },
  ...(['all', 'any', 'none'] as const).map((match) => ({
    group: { match, of: [] },
    met: true,
    why: 'No condition means always.',
  })),
];
