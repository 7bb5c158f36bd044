import { contactFactTypes, fieldTypes, stepOutputs, waitOutcomes } from '@canvass/domain';
import { expect, test } from 'vitest';
import { en } from '../../../i18n/en.ts';
import { operandChoices } from './operand-choices.ts';
import { operatorGroupsOf, operatorsOf } from './operators.ts';
import { outputsOf } from './step-outputs.ts';

test('every output that a step has is offered, and no other', () => {
  for (const [type, names] of Object.entries(stepOutputs)) {
    const offered = Object.entries(outputsOf).find(([each]) => each === type)?.[1] ?? [];
    expect(offered.map(({ name }) => name).sort()).toEqual([...names].sort());
  }
});

test('a wait’s outcomes are those that it can have', () => {
  expect(outputsOf.wait.find(({ name }) => name === 'outcome')?.values).toEqual(waitOutcomes);
});

test('every fact of a contact is offered with its type, and the embedded data that the workflow gives it', () => {
  const person = {
    id: 'person',
    type: 'contact' as const,
    onFailure: 'stop' as const,
    matchBy: ['email' as const],
    contact: {},
    embeddedData: { Tier: '{{ event.Tier }}' },
  };
  const offered = operandChoices({ fields: [], earlier: [person], present: true }, en).flatMap(({ left, type }) =>
    left.from === 'contact' ? [[left.field, type] as const] : [],
  );
  expect(offered).toEqual([...contactFactTypes, ['embeddedData.Tier', 'text']]);
  const atTheStart = operandChoices({ fields: [], earlier: [person], present: false }, en);
  expect(atTheStart.some(({ left }) => left.from === 'contact')).toBe(false);
});

test('the groups of a type’s operators hold each of them once', () => {
  for (const type of fieldTypes) {
    const grouped = operatorGroupsOf(type).flatMap(({ operators }) => operators);
    expect(grouped.toSorted()).toEqual(operatorsOf[type].toSorted());
  }
});
