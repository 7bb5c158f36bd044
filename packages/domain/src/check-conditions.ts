import { parsePeriod } from './calendar.ts';
import { compilePattern } from './comparison.ts';
import type { Comparison, ConditionGroup } from './condition.ts';
import { contactFactTypes, isContactFact } from './contact-facts.ts';
import { type DefinitionProblem, maxConditionDepth, type StepSurroundings } from './definition-problem.ts';
import type { FieldType } from './field-catalogue.ts';
import { nearestName } from './nearest-name.ts';
import { stepOutputs } from './step-outputs.ts';
import { parseNumber } from './typed-value.ts';

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
  const { fieldTypes, earlier } = surroundings;
  if (left.from === 'contact') {
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

const orderings: ReadonlySet<Comparison['operator']> = new Set([
  'greater',
  'greater-or-equal',
  'less',
  'less-or-equal',
  'between',
  'before',
  'after',
]);

/** A value that can't be read as the field's type could never be met. */
function checkValues(comparison: Comparison, place: string, { fieldTypes }: StepSurroundings): DefinitionProblem[] {
  if (comparison.operator === 'matches') return checkPattern(comparison.value, `${place}/value`);
  if (comparison.left.from !== 'event' || !orderings.has(comparison.operator)) return [];
  const type = fieldTypes?.get(comparison.left.field);
  return valuesOf(comparison).flatMap(([name, value]) => {
    const wanted = type === undefined ? null : unreadableAs(type, value);
    if (wanted === null) return [];
    const mend = wanted === 'a number' ? 'Write it as 1234.5.' : 'Write it as 2026-03-31 or 2026-03-31T09:00:00Z.';
    return [problem('value-not-of-type', `${place}/${name}`, `“${value}” is not ${wanted}.`, mend)];
  });
}

function valuesOf(comparison: Comparison): [name: string, value: string][] {
  if ('low' in comparison) return [['low', comparison.low], ['high', comparison.high]]; // biome-ignore format: a pair
  return 'value' in comparison ? [['value', comparison.value]] : [];
}

function unreadableAs(type: FieldType, value: string): 'a number' | 'a date' | null {
  if (type === 'number' || type === 'currency') return parseNumber(value) === null ? 'a number' : null;
  if (type === 'date' || type === 'date-time') return parsePeriod(value, 'UTC') === null ? 'a date' : null;
  return null;
}

function checkPattern(pattern: string, place: string): DefinitionProblem[] {
  if (pattern.length <= maxPatternLength && compilePattern(pattern, false) !== null) return [];
  const sentence = 'The regular expression cannot be read, or repeats too much.';
  const mend = `Use RE2 syntax (no look-ahead, look-behind or back-references), few counted repetitions, at most ${maxPatternLength} characters.`;
  return [problem('invalid-pattern', place, sentence, mend)];
}
