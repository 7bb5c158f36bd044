import type { Comparison, Operand } from './condition.ts';

/** An operator as a verb. */
export const operatorWords: Readonly<Record<Comparison['operator'], string>> = {
  equals: 'equals',
  'not-equals': 'does not equal',
  contains: 'contains',
  'does-not-contain': 'does not contain',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  matches: 'matches',
  'is-empty': 'is empty',
  'is-not-empty': 'is not empty',
  'is-true': 'is true',
  'is-false': 'is false',
  greater: 'is greater than',
  'greater-or-equal': 'is greater than or equal to',
  less: 'is less than',
  'less-or-equal': 'is less than or equal to',
  before: 'is before',
  after: 'is after',
  between: 'is between',
  'is-one-of': 'is one of',
  'is-not-one-of': 'is not one of',
  'within-last': 'is within the last',
  'changed-within': 'is within',
};

const maxQuoted = 80;

function quoted(text: string): string {
  return `“${text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text}”`;
}

function operandWords(operand: Operand): string {
  switch (operand.from) {
    case 'event':
      return operand.field;
    case 'step':
      return `${operand.step}.${operand.output}`;
    case 'latest':
      return `${operand.field} (newest)`;
    case 'contact':
      return `contact.${operand.field}`;
  }
}

/** A comparison as a sentence's end: `Status equals “Closed”`. */
export function comparisonWords(comparison: Comparison): string {
  return `${operandWords(comparison.left)} ${wantedWords(comparison)}`;
}

function wantedWords(comparison: Comparison): string {
  const verb = operatorWords[comparison.operator];
  if ('low' in comparison) return `${verb} ${quoted(comparison.low)} and ${quoted(comparison.high)}`;
  if ('values' in comparison) {
    const shown = comparison.values.slice(0, 5).map(quoted).join(', ');
    return `${verb} ${shown}${comparison.values.length > 5 ? `, … (${comparison.values.length})` : ''}`;
  }
  if ('amount' in comparison) {
    const span = `${comparison.amount} ${comparison.amount === 1 ? comparison.unit.slice(0, -1) : comparison.unit}`;
    return comparison.operator === 'changed-within' ? `${verb} ${span} of now` : `${verb} ${span}`;
  }
  return 'value' in comparison ? `${verb} ${quoted(comparison.value)}` : verb;
}

/** Why a comparison was not met: `Status is “Open”; wanted: equals “Closed”`. */
export function unmetWords(comparison: Comparison, actual: string | null): string {
  const found = actual === null ? 'is empty' : `is ${quoted(actual)}`;
  return `${operandWords(comparison.left)} ${found}; wanted: ${wantedWords(comparison)}`;
}
