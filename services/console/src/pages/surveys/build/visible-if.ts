/** A condition of the plain form: one question, compared with one value. */
export interface SimpleCondition {
  question: string;
  operator: (typeof simpleOperators)[number];
  value: string;
}

export const simpleOperators = [
  '=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'notcontains',
  'notempty',
  'empty',
] as const;

const withValue =
  /^\s*\{([^{}]+)\}\s*(=|<>|<=|>=|<|>|contains|notcontains)\s*(?:'((?:[^'\\]|\\.)*)'|(-?\d+(?:\.\d+)?))\s*$/;
const withoutValue = /^\s*\{([^{}]+)\}\s*(notempty|empty)\s*$/;

export const takesValue = (operator: string): boolean => operator !== 'notempty' && operator !== 'empty';

/** Reads SurveyJS's expression; null for one that the plain form can't show. */
export function parseCondition(expression: string): SimpleCondition | null {
  const match = withValue.exec(expression) ?? withoutValue.exec(expression);
  const operator = simpleOperators.find((one) => one === match?.[2]);
  if (match === null || operator === undefined) return null;
  const value = match[4] ?? (match[3] ?? '').replace(/\\(.)/g, '$1');
  return { question: (match[1] ?? '').trim(), operator, value };
}

export function writeCondition({ question, operator, value }: SimpleCondition): string {
  if (!takesValue(operator)) return `{${question}} ${operator}`;
  const written = /^-?\d+(\.\d+)?$/.test(value) ? value : `'${value.replace(/[\\']/g, '\\$&')}'`;
  return `{${question}} ${operator} ${written}`;
}
