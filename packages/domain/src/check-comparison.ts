import { parsePeriod } from './calendar.ts';
import { compilePattern } from './comparison.ts';
import type { Comparison } from './condition.ts';
import { isDated, isNumeric } from './condition-formula.ts';
import { operatorWords } from './condition-words.ts';
import { type DefinitionProblem, doubtful, type StepSurroundings, wrong } from './definition-problem.ts';
import type { FieldType } from './field-catalogue.ts';
import { operandType } from './operand-type.ts';
import { compareNumbers, parseBoolean, parseNumber } from './typed-value.ts';

const maxPatternLength = 500;

type Operator = Comparison['operator'];

const orderings: ReadonlySet<Operator> = new Set(['greater', 'greater-or-equal', 'less', 'less-or-equal', 'between']);
const times: ReadonlySet<Operator> = new Set(['before', 'after', 'within-last', 'changed-within']);
const texts: ReadonlySet<Operator> = new Set(['contains', 'does-not-contain', 'starts-with', 'ends-with', 'matches']);
const truths: ReadonlySet<Operator> = new Set(['is-true', 'is-false']);
const equalities: ReadonlySet<Operator> = new Set(['equals', 'not-equals', 'is-one-of', 'is-not-one-of']);

/** What is wrong with how a comparison compares: the operator for the type, and what is written at its right. */
export function checkComparison(
  comparison: Comparison,
  place: string,
  surroundings: StepSurroundings,
): DefinitionProblem[] {
  const type = operandType(comparison.left, surroundings);
  const { operator } = comparison;
  if (!fits(operator, type)) {
    const words = operatorWords[operator];
    const sentence = `“${words}” means nothing for a field of type ${type}.`;
    const mend = 'Choose another comparison, or mend the type of the field in the event source.';
    return [wrong('operator-not-of-type', `${place}/operator`, sentence, mend, { about: { operator, type } })];
  }
  const values = valuesOf(comparison).flatMap(([name, value]) =>
    checkValue(comparison, value, type, `${place}/${name}`, surroundings.timeZone),
  );
  return values.length > 0 ? values : checkRange(comparison, type, place, surroundings.timeZone);
}

/** Untyped text may hold anything. */
function fits(operator: Operator, type: FieldType): boolean {
  if (type === 'text') return true;
  if (truths.has(operator)) return type === 'boolean';
  if (times.has(operator)) return isDated(type);
  if (orderings.has(operator)) return isDated(type) || isNumeric(type);
  return !texts.has(operator) || type !== 'boolean';
}

function valuesOf(comparison: Comparison): [name: string, value: string][] {
  if ('low' in comparison) return [['low', comparison.low], ['high', comparison.high]]; // biome-ignore format: a pair
  if ('values' in comparison) return comparison.values.map((value, index) => [`values/${index}`, value]);
  return 'value' in comparison ? [['value', comparison.value]] : [];
}

function checkValue(
  { operator }: Comparison,
  value: string,
  type: FieldType,
  place: string,
  timeZone: string,
): DefinitionProblem[] {
  if (value.trim() === '') return checkBlank(operator, place);
  if (operator === 'matches') return checkPattern(value, place);
  if (texts.has(operator)) return [];
  const wanted = unreadableAs(type, value, timeZone);
  if (wanted === null) return [];
  const sentence = `“${value}” is not ${kinds[wanted]}.`;
  return [wrong('value-not-of-type', place, sentence, mends[wanted], { about: { value, wanted } })];
}

/** To equal nothing is to be empty: allowed, and seldom meant. */
function checkBlank(operator: Operator, place: string): DefinitionProblem[] {
  if (operator === 'is-one-of' || operator === 'is-not-one-of') return [];
  if (!equalities.has(operator)) {
    return [wrong('value-missing', place, 'The condition has nothing to compare with.', 'Write a value.')];
  }
  const sentence = 'Compared with nothing, this asks whether the field is empty.';
  return [doubtful('value-empty', place, sentence, 'Write a value, or choose “is empty”.')];
}

const kinds = { number: 'a number', date: 'a date', boolean: 'true or false' } as const;
const mends = {
  number: 'Write it as 1234.5.',
  date: 'Write it as 2026-03-31 or 2026-03-31T09:00:00Z.',
  boolean: 'Write true or false.',
} as const;

function unreadableAs(type: FieldType, value: string, timeZone: string): keyof typeof kinds | null {
  if (isNumeric(type)) return parseNumber(value) === null ? 'number' : null;
  if (isDated(type)) return parsePeriod(value, timeZone) === null ? 'date' : null;
  return type === 'boolean' && parseBoolean(value) === null ? 'boolean' : null;
}

function checkPattern(pattern: string, place: string): DefinitionProblem[] {
  if (pattern.length <= maxPatternLength && compilePattern(pattern, false) !== null) return [];
  const sentence = 'The regular expression cannot be read, or repeats too much.';
  const mend = `Use RE2 syntax (no look-ahead, look-behind or back-references), few counted repetitions, at most ${maxPatternLength} characters.`;
  return [wrong('invalid-pattern', place, sentence, mend, { about: { most: String(maxPatternLength) } })];
}

/** Nothing lies between two bounds in the wrong order. */
function checkRange(comparison: Comparison, type: FieldType, place: string, timeZone: string): DefinitionProblem[] {
  if (comparison.operator !== 'between') return [];
  const { low, high } = comparison;
  const isReversed = isDated(type)
    ? (parsePeriod(low, timeZone)?.start ?? 0) >= (parsePeriod(high, timeZone)?.end ?? 1)
    : isNumeric(type) && (compareNumbers(low, high) ?? 0) > 0;
  if (!isReversed) return [];
  const sentence = `Nothing lies between “${low}” and “${high}”.`;
  return [wrong('range-reversed', `${place}/high`, sentence, 'Write the lower one first.', { about: { low, high } })];
}
