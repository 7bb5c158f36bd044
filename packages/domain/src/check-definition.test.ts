import { describe, expect, test } from 'vitest';
import { checkDefinition } from './check-definition.ts';
import type { FieldType } from './field-catalogue.ts';
import type { SurveyStatus } from './statuses.ts';
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
  contact: { externalReference: '{{ event.CaseNumber }}', phone: '+421900000000' },
  embeddedData: { CaseNumber: '{{ event.CaseNumber }}' },
};
const invite = {
  id: 'invite',
  type: 'sms-survey',
  surveyId,
  contactStep: 'person',
  message: 'Hi {{ contact.firstName | default: "there" }}: {{ survey.link }}',
};
const person2 = { ...person, id: 'person2' };
const closed = { from: 'event', field: 'IsClosed' };
const amount = { from: 'event', field: 'Amount' };
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
          steps: [invite],
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
    'an order of what has none',
    { conditions: group(comparison({ operator: 'greater', left: closed, value: 'x' })), steps: [person] },
    'operator-not-of-type',
    '/conditions/conditions/0/operator',
  ],
  [
    'a truth of what is a number',
    { conditions: group(comparison({ operator: 'is-true', left: amount })), steps: [person] },
    'operator-not-of-type',
    '/conditions/conditions/0/operator',
  ],
  [
    'a truth that is neither',
    { conditions: group(comparison({ left: closed, value: 'yes' })), steps: [person] },
    'value-not-of-type',
    '/conditions/conditions/0/value',
  ],
  [
    'one of several that is no number',
    { conditions: group(comparison({ operator: 'is-one-of', left: amount, values: ['1', 'two'] })), steps: [person] },
    'value-not-of-type',
    '/conditions/conditions/0/values/1',
  ],
  [
    'a comparison with nothing',
    { conditions: group(comparison({ operator: 'contains', value: ' ' })), steps: [person] },
    'value-missing',
    '/conditions/conditions/0/value',
  ],
  [
    'equality with nothing',
    { conditions: group(comparison({ value: '' })), steps: [person] },
    'value-empty',
    '/conditions/conditions/0/value',
  ],
  [
    'a range that ends before it begins',
    { conditions: group(comparison({ operator: 'between', left: amount, low: '5', high: '4.9' })), steps: [person] },
    'range-reversed',
    '/conditions/conditions/0/high',
  ],
  [
    'a contact’s fact before any contact was found',
    {
      steps: [
        {
          id: 'x',
          type: 'branch',
          if: group(comparison({ left: { from: 'contact', field: 'language' } })),
          steps: [person],
          otherwise: [],
        },
      ],
    },
    'contact-not-found-yet',
    '/steps/0/if/conditions/0/left/field',
  ],
  [
    'a contact that nothing is matched by',
    { steps: [{ ...person, matchBy: ['email'] }] },
    'match-value-missing',
    '/steps/0/matchBy',
  ],
  [
    'a match key without a value',
    { steps: [{ ...person, matchBy: ['externalReference', 'email'] }] },
    'match-key-unused',
    '/steps/0/matchBy',
  ],
  [
    'a text message to somebody without a phone number',
    { steps: [{ ...person, contact: { externalReference: 'x' } }, invite] },
    'address-not-supplied',
    '/steps/1/contactStep',
  ],
  [
    'an e-mail without a subject',
    {
      steps: [
        { ...person, contact: { ...person.contact, email: 'a@example.com' } },
        { ...invite, type: 'email-survey', from: { email: 'b@example.com' }, subject: ' ' },
      ],
    },
    'text-missing',
    '/steps/1/subject',
  ],
  [
    'a wait for an answer after the link has expired',
    { steps: [person, invite, { id: 'w', type: 'wait', until: { kind: 'answered', step: 'invite', atMost: { amount: 9, unit: 'weeks' } } }, person2] }, // biome-ignore format: long
    'wait-outlasts-link',
    '/steps/2/until/atMost/amount',
  ],
  [
    'a wait at the end',
    { steps: [person, { id: 'w', type: 'wait', until: { kind: 'duration', amount: 1, unit: 'days' } }] },
    'wait-leads-nowhere',
    '/steps/1',
  ],
  [
    'a branch without anything in it',
    { steps: [person, { id: 'x', type: 'branch', if: group(comparison({})), steps: [], otherwise: [] }] },
    'branch-empty',
    '/steps/1',
  ],
  [
    'a branch without conditions',
    { steps: [person, { id: 'x', type: 'branch', if: group(), steps: [invite], otherwise: [] }] },
    'branch-without-condition',
    '/steps/1/if',
  ],
  [
    'piped text of a step in a branch',
    {
      steps: [
        { id: 'x', type: 'branch', if: group(comparison({})), steps: [person2], otherwise: [] },
        { ...person, contact: { ...person.contact, lastName: '{{ task.person2.outcome }}' } },
      ],
    },
    'output-not-certain',
    '/steps/1/contact/lastName',
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
    { steps: [{ ...person, matchBy: ['email'], contact: { email: '{{ event.Email }}' } }] },
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
    { steps: [{ ...person, contact: { ...person.contact, firstName: '{{ survey.link }}' } }] },
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
    { steps: [{ id: 'x', type: 'branch', if: group(comparison({})), steps: [person], otherwise: [invite] }] },
    'contact-step-unknown',
    '/steps/0/otherwise/0/contactStep',
  ],
  [
    'the same step id twice',
    { steps: [person, { id: 'x', type: 'branch', if: group(comparison({})), steps: [person], otherwise: [] }] },
    'duplicate-step-id',
    '/steps',
  ],
])('%s is a problem at its place', (_, definition, code, place) => {
  expect(codesOf(definition)).toEqual([[code, place]]);
});

test('a contact task in either arm of an earlier branch can be the contact step', () => {
  const branch = { id: 'x', type: 'branch', if: group(comparison({})), steps: [], otherwise: [person] };
  expect(problemsOf({ steps: [branch, invite] })).toMatchObject([
    { severity: 'warning', code: 'output-not-certain', place: '/steps/1/contactStep', about: { step: 'person' } },
  ]);
});

test('a near name is suggested', () => {
  const [problem] = problemsOf({
    conditions: group(comparison({ left: { from: 'event', field: 'Casenumber' } })),
    steps: [person],
  });
  expect(problem).toMatchObject({ severity: 'error', mend: 'Did you mean “CaseNumber”?' });
});

test('while the catalogue is not known, no field is called unknown', () => {
  const definition = { steps: [{ ...person, matchBy: ['email'], contact: { email: '{{ event.Email }}' } }] };
  expect(problemsOf(definition, { fieldTypes: null })).toEqual([]);
  expect(problemsOf(definition, { fieldTypes: new Map() })).toEqual([]);
});

test('to equal nothing is to be empty, whatever the type', () => {
  const empty = (field: string) => comparison({ operator: 'equals', left: { from: 'event', field }, value: '' });
  const conditions = group(empty('Amount'), empty('IsClosed'), empty('ClosedDate'));
  expect(problemsOf({ conditions, steps: [person] }).filter(({ severity }) => severity === 'error')).toEqual([]);
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
    { id: 'x', type: 'branch', if: group(comparison({})), steps: tasks(count, 'b'), otherwise: [] },
  ];
  expect(codesOf({ steps: steps(50) })).toEqual([]);
  const more = [
    ...steps(50).slice(0, 49),
    { id: 'x', type: 'branch', if: group(comparison({})), steps: tasks(50, 'b'), otherwise: tasks(1, 'c') },
  ];
  expect(codesOf({ steps: more })).toEqual([['too-many-steps', '/steps']]);
});

test('embedded data that the survey flow does not declare is a warning; an unknown survey is an error', () => {
  const survey = (...names: string[]) => ({ name: 'Service', flow: { embeddedData: names.map((name) => ({ name })) } });
  const definition = { steps: [person, invite] };
  expect(problemsOf(definition, { surveys: new Map([[surveyId, survey('CaseNumber')]]) })).toEqual([]);
  expect(problemsOf(definition, { surveys: new Map([[surveyId, survey('casenumber')]]) })).toMatchObject([
    {
      severity: 'warning',
      code: 'embedded-data-not-declared',
      place: '/steps/1/surveyId',
      about: { name: 'CaseNumber', nearest: 'casenumber' },
      fix: { kind: 'declare-embedded-data', surveyId, names: ['CaseNumber'] },
    },
  ]);
  expect(problemsOf(definition, { surveys: new Map() })).toMatchObject([{ severity: 'error', code: 'survey-unknown' }]);
});

test('a step in a branch may be read with a default, and asked whether it was done', () => {
  const asked = group(comparison({ operator: 'is-empty', left: { from: 'step', step: 'person2', output: 'outcome' } }));
  const steps = [
    { id: 'x', type: 'branch', if: group(comparison({})), steps: [person2], otherwise: [] },
    { ...person, contact: { ...person.contact, lastName: '{{ task.person2.outcome | default: "nothing" }}' } },
    { id: 'y', type: 'branch', if: asked, steps: [invite], otherwise: [] },
  ];
  expect(problemsOf({ steps })).toEqual([]);
});

describe('where a run can never come to', () => {
  const priority = (value: string) => comparison({ value });
  const high = group(priority('High'));
  const branch = (rest: object) => ({
    id: 'x',
    type: 'branch',
    name: 'Urgent',
    if: high,
    steps: [],
    otherwise: [],
    ...rest,
  });

  test('conditions that contradict each other keep the workflow from being switched on', () => {
    expect(problemsOf({ conditions: group(priority('High'), priority('Low')), steps: [person] })).toMatchObject([
      { severity: 'error', code: 'conditions-never-met', place: '/conditions' },
    ]);
  });

  test('a branch that repeats one above it is always or never met, and says after which', () => {
    const within = branch({ id: 'y', name: 'Again', steps: [person2] });
    expect(problemsOf({ steps: [branch({ steps: [person, within] })] })).toMatchObject([
      { severity: 'warning', code: 'branch-always-met', place: '/steps/0/steps/1/if', about: { because: 'Urgent' } },
    ]);
    expect(problemsOf({ steps: [branch({ otherwise: [person, within] })] })).toMatchObject([
      { code: 'branch-never-met', place: '/steps/0/otherwise/1/if', about: { because: 'Urgent' } },
    ]);
  });

  test('a branch is seen against the workflow’s own conditions', () => {
    expect(problemsOf({ conditions: group(priority('Low')), steps: [branch({ steps: [person] })] })).toMatchObject([
      { code: 'branch-never-met', about: { because: 'workflow' } },
    ]);
    expect(problemsOf({ conditions: high, steps: [branch({ otherwise: [person] })] })).toMatchObject([
      { code: 'branch-always-met', about: { because: 'workflow' } },
    ]);
  });

  test('what is never come to is told once', () => {
    const within = branch({ id: 'y', if: group(priority('Low')), steps: [person2] });
    const never = branch({ if: group(priority('High'), priority('Low')), steps: [person, within] });
    expect(codesOf({ steps: [never] })).toEqual([['branch-never-met', '/steps/0/if']]);
  });

  test('what may change meanwhile says nothing of later', () => {
    const language = (value: string) => group(comparison({ left: { from: 'contact', field: 'language' }, value }));
    const within = branch({ id: 'y', if: language('sk'), steps: [person2] });
    expect(problemsOf({ steps: [person, branch({ if: language('cs'), steps: [within] })] })).toEqual([]);
    const newest = (value: string) => group(comparison({ left: { from: 'latest', field: 'CaseNumber' }, value }));
    const wait = { id: 'w', type: 'wait', until: { kind: 'duration', amount: 1, unit: 'days' }, goOnIf: newest('Low') };
    expect(problemsOf({ conditions: high, steps: [wait, person] })).toEqual([]);
  });

  test('a wait that the run never goes on after is told', () => {
    const wait = { id: 'w', type: 'wait', until: { kind: 'duration', amount: 1, unit: 'days' } };
    expect(
      problemsOf({ conditions: high, steps: [{ ...wait, goOnIf: group(priority('Low')) }, person] }),
    ).toMatchObject([{ code: 'wait-never-goes-on', place: '/steps/0/goOnIf', about: { because: 'workflow' } }]);
  });
});

test('a survey that is not active is a warning by its status', () => {
  const flow = { embeddedData: [{ name: 'CaseNumber' }] };
  const found = (status: SurveyStatus) =>
    codesOf({ steps: [person, invite] }, { surveys: new Map([[surveyId, { name: 'Service', flow, status }]]) });
  expect(found('active')).toEqual([]);
  expect(found('new')).toEqual([['survey-not-published', '/steps/1/surveyId']]);
  expect(found('paused')).toEqual([['survey-paused', '/steps/1/surveyId']]);
  expect(found('closed')).toEqual([['survey-closed', '/steps/1/surveyId']]);
});
