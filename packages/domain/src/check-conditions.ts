import { parsePeriod } from './calendar.ts';
import { compilePattern } from './comparison.ts';
import type { Comparison, ConditionGroup, Operand } from './condition.ts';
import { contactFactType, contactFactTypes, isContactFact } from './contact-facts.ts';
import { type DefinitionProblem, maxConditionDepth, type StepSurroundings } from './definition-problem.ts';
import type { FieldType } from './field-catalogue.ts';
import { nearestName } from './nearest-name.ts';
import { stepOutputs } from './step-outputs.ts';
import { parseBoolean, parseNumber } from './typed-value.ts';

const maxPatternLength = 500;

export function checkConditions(
  group: ConditionGroup | null,
  place: string,
  surroundings: StepSurroundings,
  depth = 1,
): DefinitionProblem[] {
  if (group === null) return [];
  if (depth > maxConditionDepth) {
    const sentence = `Conditions are nested more than ${maxConditionDepth} deep.`;
    return [problem('condition-too-deep', place, sentence, 'Write them with fewer groups.')];
  }
  return group.conditions.flatMap((condition, index) => {
    const here = `${place}/conditions/${index}`;
    if (condition.kind === 'group') return checkConditions(condition, here, surroundings, depth + 1);
    return [...checkOperand(condition, here, surroundings), ...checkValues(condition, here, surroundings)];
  });
}

function problem(code: string, place: string, sentence: string, mend: string): DefinitionProblem {
  return { severity: 'error', code, place, sentence, mend };
}

function didYouMean(given: string, names: Iterable<string>, otherwise: string): string {
  const nearest = nearestName(given, [...names]);
  return nearest === null ? otherwise : `Did you mean “${nearest}”?`;
}

function checkOperand({ left }: Comparison, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  const { fieldTypes, earlier, isRunning } = surroundings;
  if (left.from === 'contact') {
    if (!isRunning) {
      const sentence = 'The contact is not known before the run has begun.';
      return [problem('contact-not-yet', `${place}/left`, sentence, 'Ask for it in a branch after the contact task.')];
    }
    if (isContactFact(left.field)) return [];
    const mend = didYouMean(left.field, contactFactTypes.keys(), 'Choose a field of the contact.');
    return [problem('unknown-field', `${place}/left/field`, `A contact has no field “${left.field}”.`, mend)];
  }
  if (left.from !== 'step') {
    if (fieldTypes === null || fieldTypes.size === 0 || fieldTypes.has(left.field)) return [];
    const mend = didYouMean(left.field, fieldTypes.keys(), 'Choose a field of the event source.');
    const sentence = `The event source has no field “${left.field}”.`;
    return [problem('unknown-field', `${place}/left/field`, sentence, mend)];
  }
  const step = earlier.get(left.step);
  if (step === undefined) {
    const mend = didYouMean(left.step, earlier.keys(), 'Choose a step that stands before this one.');
    return [problem('unknown-step', `${place}/left/step`, `No earlier step has the id “${left.step}”.`, mend)];
  }
  const outputs = stepOutputs[step.type];
  if (outputs.has(left.output)) return [];
  const mend = didYouMean(left.output, outputs, `It has: ${[...outputs].join(', ')}.`);
  const sentence = `The step “${left.step}” has no output “${left.output}”.`;
  return [problem('unknown-field', `${place}/left/output`, sentence, mend)];
}

/** These look for something: nothing is found everywhere, or nowhere. */
const needValue: ReadonlySet<Comparison['operator']> = new Set([
  'contains',
  'does-not-contain',
  'starts-with',
  'ends-with',
  'matches',
  'greater',
  'greater-or-equal',
  'less',
  'less-or-equal',
  'between',
  'before',
  'after',
]);

/** These read a value as text, whatever the field's type. */
const textual: ReadonlySet<Comparison['operator']> = new Set([
  'contains',
  'does-not-contain',
  'starts-with',
  'ends-with',
  'matches',
]);

/** A value that is missing, or can't be read as the field's type, could never be met, or always. */
function checkValues(comparison: Comparison, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  const { operator, left } = comparison;
  const type = textual.has(operator) ? 'text' : typeOf(left, surroundings);
  return valuesOf(comparison).flatMap(([name, value]) => {
    const here = `${place}/${name}`;
    if (value.trim() === '') {
      if (!needValue.has(operator)) return [];
      const mend = 'Write what to compare with; for an empty field there is “is empty”.';
      return [problem('value-missing', here, 'There is nothing to compare with.', mend)];
    }
    if (operator === 'matches') return checkPattern(value, here);
    const wanted = unreadableAs(type, value);
    if (wanted === null) return [];
    return [problem('value-not-of-type', here, `“${value}” is not ${wanted}.`, mendOf[wanted])];
  });
}

function typeOf(left: Operand, { fieldTypes }: StepSurroundings): FieldType {
  if (left.from === 'step') return 'text';
  return left.from === 'contact' ? contactFactType(left.field) : (fieldTypes?.get(left.field) ?? 'text');
}

function valuesOf(comparison: Comparison): [name: string, value: string][] {
  if ('low' in comparison) return [['low', comparison.low], ['high', comparison.high]]; // biome-ignore format: a pair
  if ('values' in comparison) return comparison.values.map((value, index) => [`values/${index}`, value]);
  return 'value' in comparison ? [['value', comparison.value]] : [];
}

const mendOf = {
  'a number': 'Write it as 1234.5.',
  'a date': 'Write it as 2026-03-31 or 2026-03-31T09:00:00Z.',
  'true or false': 'Use “is true” or “is false”.',
} as const;

function unreadableAs(type: FieldType, value: string): keyof typeof mendOf | null {
  if (type === 'number' || type === 'currency') return parseNumber(value) === null ? 'a number' : null;
  if (type === 'date' || type === 'date-time') return parsePeriod(value, 'UTC') === null ? 'a date' : null;
  return type === 'boolean' && parseBoolean(value) === null ? 'true or false' : null;
}

function checkPattern(pattern: string, place: string): DefinitionProblem[] {
  if (pattern.length <= maxPatternLength && compilePattern(pattern, false) !== null) return [];
  const sentence = 'The regular expression cannot be read, or repeats too much.';
  const mend = `Use RE2 syntax (no look-ahead, look-behind or back-references), few counted repetitions, at most ${maxPatternLength} characters.`;
  return [problem('invalid-pattern', place, sentence, mend)];
}
