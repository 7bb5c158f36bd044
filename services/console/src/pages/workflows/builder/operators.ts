import type { Resource } from '../../../api/client.ts';
import type { Comparison } from './definition.ts';

export type Operator = Comparison['operator'];
export type FieldType = Resource<'EventSourceField'>['type'];

const emptiness = ['is-empty', 'is-not-empty'] as const;
const sameness = ['equals', 'not-equals', 'is-one-of', 'is-not-one-of'] as const;
const words = ['contains', 'does-not-contain', 'starts-with', 'ends-with', 'matches'] as const;
const sizes = ['greater', 'greater-or-equal', 'less', 'less-or-equal', 'between'] as const;
const times = ['before', 'after', 'between', 'within-last', 'changed-within'] as const;

const text: readonly Operator[] = [...sameness, ...words, ...emptiness];
/** Of untyped text more can be asked: it may hold a number or a date. */
const untyped: readonly Operator[] = [...text, ...sizes, ...times.filter((operator) => operator !== 'between')];
const number: readonly Operator[] = ['equals', 'not-equals', ...sizes, 'is-one-of', 'is-not-one-of', ...emptiness];
const date: readonly Operator[] = ['equals', 'not-equals', ...times, ...emptiness];

/** What can be asked of a field, by its type; the likeliest first. */
export const operatorsOf: Record<FieldType, readonly Operator[]> = {
  id: text,
  text: untyped,
  email: text,
  phone: text,
  reference: text,
  number,
  currency: number,
  date,
  'date-time': date,
  boolean: ['is-true', 'is-false', ...emptiness],
  'multi-select': ['contains', 'does-not-contain', ...sameness, ...emptiness],
};

export type OperatorKind = 'usual' | 'sizes' | 'times';

/** The operators of a type in groups, where it has so many that they want some. */
export function operatorGroupsOf(type: FieldType): { kind: OperatorKind; operators: readonly Operator[] }[] {
  if (operatorsOf[type] !== untyped) return [{ kind: 'usual', operators: operatorsOf[type] }];
  return [
    { kind: 'usual', operators: text },
    { kind: 'sizes', operators: sizes },
    { kind: 'times', operators: untyped.filter((operator) => ![...text, ...sizes].includes(operator)) },
  ];
}

/** How an operator's right side is written. */
export type RightSide = 'none' | 'value' | 'values' | 'range' | 'period';

export function rightSideOf(operator: Operator): RightSide {
  switch (operator) {
    case 'is-empty':
    case 'is-not-empty':
    case 'is-true':
    case 'is-false':
      return 'none';
    case 'between':
      return 'range';
    case 'is-one-of':
    case 'is-not-one-of':
      return 'values';
    case 'within-last':
    case 'changed-within':
      return 'period';
    default:
      return 'value';
  }
}

/** The comparison with another operator; what was written on the right is kept where it still fits. */
export function withOperator(comparison: Comparison, operator: Operator): Comparison {
  const { left, ignoreCase } = comparison;
  const base = { kind: 'comparison' as const, left, ...(ignoreCase === undefined ? {} : { ignoreCase }) };
  const written = writtenValues(comparison);
  switch (operator) {
    case 'is-empty':
    case 'is-not-empty':
    case 'is-true':
    case 'is-false':
      return { ...base, operator };
    case 'between':
      return { ...base, operator, low: written[0] ?? '', high: written[1] ?? '' };
    case 'is-one-of':
    case 'is-not-one-of':
      return { ...base, operator, values: written.filter((value) => value !== '') };
    case 'within-last':
    case 'changed-within': {
      const period = 'amount' in comparison ? comparison : { amount: 7, unit: 'days' as const };
      return { ...base, operator, amount: period.amount, unit: period.unit };
    }
    default:
      return { ...base, operator, value: written[0] ?? '' };
  }
}

function writtenValues(comparison: Comparison): string[] {
  if ('values' in comparison) return comparison.values;
  if ('low' in comparison) return [comparison.low, comparison.high];
  return 'value' in comparison ? [comparison.value] : [];
}
