import { expect, test } from 'vitest';
import { checkSilentFields, findSilentFields } from './silent-fields.ts';
import { WorkflowDefinition } from './workflow-definition.ts';

const march = (day: number) => new Date(Date.UTC(2026, 2, day));

test('a field is silent after a week of messages without it, and not before', () => {
  const sightings = new Map([
    ['Priority', march(1)],
    ['Subject', march(2)],
    ['Typed__c', null],
  ]);
  expect([...findSilentFields(sightings, march(8)).keys()]).toEqual(['Priority']);
  expect(findSilentFields(sightings, null).size).toBe(0);
});

test('every place that reads a silent field is warned of, and no other', () => {
  const definition = WorkflowDefinition.parse({
    timeZone: 'UTC',
    conditions: {
      kind: 'group',
      match: 'all',
      conditions: [
        { kind: 'comparison', left: { from: 'event', field: 'Priority' }, operator: 'equals', value: 'High' },
      ],
    },
    steps: [
      {
        id: 'contact',
        type: 'contact',
        matchBy: ['email'],
        contact: { email: '{{ event.ContactEmail }}', firstName: '{{ event.Priority }}' },
      },
    ],
  });
  const fieldTypes = new Map([
    ['Priority', 'text'],
    ['ContactEmail', 'email'],
  ] as const);
  const problems = checkSilentFields(definition, { fieldTypes }, new Map([['Priority', march(1)]]));
  expect(problems.map(({ severity, code, place }) => [severity, code, place])).toEqual([
    ['warning', 'field-stopped-coming', '/conditions/conditions/0/left/field'],
    ['warning', 'field-stopped-coming', '/steps/0/contact/firstName'],
  ]);
  expect(checkSilentFields(definition, { fieldTypes }, new Map([['Origin', march(1)]]))).toEqual([]);
});
