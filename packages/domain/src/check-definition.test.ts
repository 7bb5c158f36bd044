import { expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import type { FieldType } from './field-catalogue.ts';
import { WorkflowDefinition } from './workflow-definition.ts';

const surveyId = '019ab7f2-0000-7000-8000-000000000001';
const fieldTypes = new Map<string, FieldType>([
  ['CaseNumber', 'text'],
  ['IsClosed', 'boolean'],
  ['Amount', 'currency'],
  ['ClosedDate', 'date-time'],
]);
const person = {
  id: 'person',
  type: 'contact',
  matchBy: ['externalReference'],
  contact: { externalReference: '{{ event.CaseNumber }}' },
  embeddedData: { CaseNumber: '{{ event.CaseNumber }}' },
};
const invite = {
  id: 'invite',
  type: 'sms-survey',
  surveyId,
  contactStep: 'person',
  message: 'Hi {{ contact.firstName | default: "there" }}: {{ survey.link }}',
};
const comparison = (values: Record<string, unknown>) => ({
  kind: 'comparison',
  operator: 'equals',
  left: { from: 'event', field: 'CaseNumber' },
  value: 'x',
  ...values,
});
const group = (...conditions: unknown[]) => ({ kind: 'group', match: 'all', conditions });

function problemsOf(definition: unknown, context: Partial<Parameters<typeof checkDefinition>[1]> = {}) {
  return checkDefinition(WorkflowDefinition.parse(definition), { fieldTypes, ...context });
}
const codesOf = (...given: Parameters<typeof problemsOf>) =>
  problemsOf(...given).map(({ code, place }) => [code, place]);

test('a sound workflow has no problems', () => {
  const closed = group(comparison({ operator: 'is-true', left: { from: 'event', field: 'IsClosed' } }));
  const created = group(comparison({ left: { from: 'step', step: 'person', output: 'outcome' }, value: 'created' }));
  const branch = { id: 'new', type: 'branch', if: created, steps: [invite], otherwise: [] };
  expect(problemsOf({ conditions: closed, steps: [person, branch], timeZone: 'Europe/Bratislava' })).toEqual([]);
});

test.each([
  [
    'a field the event source lacks',
    { conditions: group(comparison({ left: { from: 'event', field: 'CaseNo' } })), steps: [person] },
    'unknown-field',
    '/conditions/conditions/0/left/field',
  ],
  [
    'a step that comes later',
    { conditions: group(comparison({ left: { from: 'step', step: 'person', output: 'outcome' } })), steps: [person] },
    'unknown-step',
    '/conditions/conditions/0/left/step',
  ],
  [
    'an output that the step lacks',
    {
      steps: [
        person,
        {
          id: 'x',
          type: 'branch',
          if: group(comparison({ left: { from: 'step', step: 'person', output: 'colour' } })),
          steps: [],
          otherwise: [],
        },
      ],
    },
    'unknown-field',
    '/steps/1/if/conditions/0/left/output',
  ],
  [
    'a value that is no number',
    {
      conditions: group(comparison({ operator: 'greater', left: { from: 'event', field: 'Amount' }, value: 'much' })),
      steps: [person],
    },
    'value-not-of-type',
    '/conditions/conditions/0/value',
  ],
  [
    'a bound that is no date',
    {
      conditions: group(
        comparison({
          operator: 'between',
          left: { from: 'event', field: 'ClosedDate' },
          low: '2026-01-01',
          high: 'soon',
        }),
      ),
      steps: [person],
    },
    'value-not-of-type',
    '/conditions/conditions/0/high',
  ],
  [
    'a regular expression that cannot be read',
    { conditions: group(comparison({ operator: 'matches', value: '(?=x)' })), steps: [person] },
    'invalid-pattern',
    '/conditions/conditions/0/value',
  ],
  [
    'a number written as people of some countries write it',
    {
      conditions: group(
        comparison({ operator: 'equals', left: { from: 'event', field: 'Amount' }, value: '1 234,50' }),
      ),
      steps: [person],
    },
    'value-not-of-type',
    '/conditions/conditions/0/value',
  ],
  [
    'one value of several that is no number',
    {
      conditions: group(
        comparison({ operator: 'is-one-of', left: { from: 'event', field: 'Amount' }, values: ['1', '', '2,5'] }),
      ),
      steps: [person],
    },
    'value-not-of-type',
    '/conditions/conditions/0/values/2',
  ],
  [
    'a value that is neither true nor false',
    {
      conditions: group(comparison({ operator: 'not-equals', left: { from: 'event', field: 'IsClosed' }, value: '1' })),
      steps: [person],
    },
    'value-not-of-type',
    '/conditions/conditions/0/value',
  ],
  [
    'a value for the newest notification that is no number',
    {
      steps: [
        {
          id: 'x',
          type: 'branch',
          if: group(comparison({ operator: 'less', left: { from: 'latest', field: 'Amount' }, value: 'little' })),
          steps: [person],
          otherwise: [],
        },
      ],
    },
    'value-not-of-type',
    '/steps/0/if/conditions/0/value',
  ],
  [
    'nothing to look for',
    { conditions: group(comparison({ operator: 'contains', value: ' ' })), steps: [person] },
    'value-missing',
    '/conditions/conditions/0/value',
  ],
  [
    'a bound that is not written',
    {
      conditions: group(
        comparison({ operator: 'between', left: { from: 'event', field: 'Amount' }, low: '', high: '5' }),
      ),
      steps: [person],
    },
    'value-missing',
    '/conditions/conditions/0/low',
  ],
  [
    'the contact before there is a run',
    {
      conditions: group(group(comparison({ operator: 'is-empty', left: { from: 'contact', field: 'email' } }))),
      steps: [person],
    },
    'contact-not-yet',
    '/conditions/conditions/0/conditions/0/left',
  ],
  ['a time zone that is none', { steps: [person], timeZone: 'Europe/Nowhere' }, 'unknown-time-zone', '/timeZone'],
  [
    'piped text of an unknown field',
    { steps: [{ ...person, contact: { email: '{{ event.Email }}' } }] },
    'unknown-field',
    '/steps/0/contact/email',
  ],
  [
    'piped text that cannot be read',
    { steps: [{ ...person, embeddedData: { 'a/b': '{{ event.' } }] },
    'piped-text-syntax',
    '/steps/0/embeddedData/a~1b',
  ],
  [
    'a message without a link',
    { steps: [person, { ...invite, message: 'Please answer.' }] },
    'survey-link-missing',
    '/steps/1/message',
  ],
  [
    'the survey’s link in a contact task',
    { steps: [{ ...person, contact: { firstName: '{{ survey.link }}' } }] },
    'not-available-here',
    '/steps/0/contact/firstName',
  ],
  ['a contact step that comes later', { steps: [invite, person] }, 'contact-step-unknown', '/steps/0/contactStep'],
  [
    'a contact step that is no contact task',
    { steps: [person, invite, { ...invite, id: 'again', contactStep: 'invite' }] },
    'contact-step-unknown',
    '/steps/2/contactStep',
  ],
  [
    'a contact step in the other arm of the branch',
    { steps: [{ id: 'x', type: 'branch', if: group(), steps: [person], otherwise: [invite] }] },
    'contact-step-unknown',
    '/steps/0/otherwise/0/contactStep',
  ],
  [
    'the same step id twice',
    { steps: [person, { id: 'x', type: 'branch', if: group(), steps: [person], otherwise: [] }] },
    'duplicate-step-id',
    '/steps',
  ],
])('%s is a problem at its place', (_, definition, code, place) => {
  expect(codesOf(definition)).toEqual([[code, place]]);
});

test('a contact task in either arm of an earlier branch can be the contact step', () => {
  const branch = { id: 'x', type: 'branch', if: group(), steps: [], otherwise: [person] };
  expect(problemsOf({ steps: [branch, invite] })).toEqual([]);
});

test('a near name is suggested', () => {
  const [problem] = problemsOf({
    conditions: group(comparison({ left: { from: 'event', field: 'Casenumber' } })),
    steps: [person],
  });
  expect(problem).toMatchObject({ severity: 'error', mend: 'Did you mean “CaseNumber”?' });
});

test('while the catalogue is not known, no field is called unknown', () => {
  const definition = { steps: [{ ...person, contact: { email: '{{ event.Email }}' } }] };
  expect(problemsOf(definition, { fieldTypes: null })).toEqual([]);
  expect(problemsOf(definition, { fieldTypes: new Map() })).toEqual([]);
});

test('to equal nothing is to be empty, whatever the type', () => {
  const empty = (field: string) => comparison({ operator: 'equals', left: { from: 'event', field }, value: '' });
  expect(
    problemsOf({ conditions: group(empty('Amount'), empty('IsClosed'), empty('ClosedDate')), steps: [person] }),
  ).toEqual([]);
});

test('a branch can read the contact and the newest notification', () => {
  const now = group(
    comparison({ operator: 'is-true', left: { from: 'contact', field: 'emailOptedOut' } }),
    comparison({ left: { from: 'contact', field: 'embeddedData.Tier' }, value: 'Gold' }),
    comparison({ operator: 'less', left: { from: 'latest', field: 'Amount' }, value: '5' }),
  );
  const branch = { id: 'x', type: 'branch', if: now, steps: [invite], otherwise: [] };
  expect(problemsOf({ steps: [person, branch] })).toEqual([]);
});

test('ten groups deep is allowed, eleven is not', () => {
  const nested = (depth: number): unknown => (depth === 1 ? group(comparison({})) : group(nested(depth - 1)));
  expect(codesOf({ conditions: nested(10), steps: [person] })).toEqual([]);
  expect(codesOf({ conditions: nested(11), steps: [person] })).toMatchObject([
    ['condition-too-deep', expect.any(String)],
  ]);
});

test('a hundred steps are allowed, one more is not', () => {
  const tasks = (count: number, prefix: string) =>
    Array.from({ length: count }, (_, n) => ({ ...person, id: `${prefix}${n}` }));
  const steps = (count: number) => [
    ...tasks(49, 'a'),
    { id: 'x', type: 'branch', if: group(), steps: tasks(count, 'b'), otherwise: [] },
  ];
  expect(codesOf({ steps: steps(50) })).toEqual([]);
  const more = [
    ...steps(50).slice(0, 49),
    { id: 'x', type: 'branch', if: group(), steps: tasks(50, 'b'), otherwise: tasks(1, 'c') },
  ];
  expect(codesOf({ steps: more })).toEqual([['too-many-steps', '/steps']]);
});

test('embedded data that the survey flow does not declare is a warning; an unknown survey is an error', () => {
  const survey = (...names: string[]) => ({ name: 'Service', flow: { embeddedData: names.map((name) => ({ name })) } });
  const definition = { steps: [person, invite] };
  expect(problemsOf(definition, { surveys: new Map([[surveyId, survey('CaseNumber')]]) })).toEqual([]);
  expect(problemsOf(definition, { surveys: new Map([[surveyId, survey('casenumber')]]) })).toMatchObject([
    { severity: 'warning', code: 'embedded-data-not-declared', place: '/steps/1/surveyId' },
  ]);
  expect(problemsOf(definition, { surveys: new Map() })).toMatchObject([{ severity: 'error', code: 'survey-unknown' }]);
});
