import { expect, test } from 'vitest';
import type { Comparison } from './definition.ts';
import { operatorsOf, rightSideOf, withOperator } from './operators.ts';

const left = { from: 'event' as const, field: 'Priority' };

test('what was written is kept when only the operator changes, where it still fits', () => {
  const one: Comparison = { kind: 'comparison', operator: 'equals', left, value: 'High', ignoreCase: true };
  expect(withOperator(one, 'is-one-of')).toMatchObject({ operator: 'is-one-of', values: ['High'], ignoreCase: true });
  expect(withOperator(withOperator(one, 'is-one-of'), 'contains')).toMatchObject({ value: 'High' });
  expect(withOperator(one, 'between')).toMatchObject({ low: 'High', high: '' });
  expect(withOperator(one, 'is-empty')).toEqual({ kind: 'comparison', operator: 'is-empty', left, ignoreCase: true });
});

test('every operator that a type offers makes a comparison of its own right side', () => {
  const keys = { none: [], value: ['value'], values: ['values'], range: ['low', 'high'], period: ['amount', 'unit'] };
  for (const operator of new Set(Object.values(operatorsOf).flat())) {
    const made = withOperator({ kind: 'comparison', operator: 'is-true', left }, operator);
    expect(Object.keys(made).filter((key) => !['kind', 'operator', 'left'].includes(key))).toEqual(
      keys[rightSideOf(operator)],
    );
  }
});
