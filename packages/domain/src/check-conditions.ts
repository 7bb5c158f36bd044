import { checkComparison } from './check-comparison.ts';
import type { Comparison, ConditionGroup } from './condition.ts';
import { contactFactTypes, isContactFact } from './contact-facts.ts';
import {
  type DefinitionProblem,
  doubtful,
  maxConditionDepth,
  type StepSurroundings,
  wrong,
} from './definition-problem.ts';
import { nearestName } from './nearest-name.ts';
import { stepOutputs } from './step-outputs.ts';
import { checkIsCertain } from './uncertain-output.ts';

export function checkConditions(
  group: ConditionGroup | null,
  place: string,
  surroundings: StepSurroundings,
  depth = 1,
): DefinitionProblem[] {
  if (group === null) return [];
  if (depth > maxConditionDepth) {
    const sentence = `Conditions are nested more than ${maxConditionDepth} deep.`;
    const about = { most: String(maxConditionDepth) };
    return [wrong('condition-too-deep', place, sentence, 'Write them with fewer groups.', { about })];
  }
  return group.conditions.flatMap((condition, index) => {
    const here = `${place}/conditions/${index}`;
    if (condition.kind === 'group') return checkConditions(condition, here, surroundings, depth + 1);
    return [...checkOperand(condition, here, surroundings), ...checkComparison(condition, here, surroundings)];
  });
}

function didYouMean(given: string, names: Iterable<string>, otherwise: string): { mend: string; nearest: string } {
  const nearest = nearestName(given, [...names]);
  return { mend: nearest === null ? otherwise : `Did you mean “${nearest}”?`, nearest: nearest ?? '' };
}

function checkOperand(comparison: Comparison, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  const { left } = comparison;
  const { fieldTypes, earlier } = surroundings;
  if (left.from === 'contact') return checkContactFact(left.field, `${place}/left`, surroundings);
  if (left.from !== 'step') {
    const { field } = left;
    if (fieldTypes === null || fieldTypes.size === 0 || fieldTypes.has(field)) return [];
    const { mend, nearest } = didYouMean(field, fieldTypes.keys(), 'Choose a field of the event source.');
    const sentence = `The event source has no field “${field}”.`;
    const about = { root: 'event', field, nearest };
    return [wrong('unknown-field', `${place}/left/field`, sentence, mend, { about })];
  }
  const step = earlier.get(left.step);
  if (step === undefined) {
    const { mend, nearest } = didYouMean(left.step, earlier.keys(), 'Choose a step that stands before this one.');
    const sentence = `No earlier step has the id “${left.step}”.`;
    return [wrong('unknown-step', `${place}/left/step`, sentence, mend, { about: { step: left.step, nearest } })];
  }
  const outputs = stepOutputs[step.type];
  if (!outputs.has(left.output)) {
    const { mend, nearest } = didYouMean(left.output, outputs, `It has: ${[...outputs].join(', ')}.`);
    const sentence = `The step “${left.step}” has no output “${left.output}”.`;
    const about = { root: `task.${left.step}`, field: left.output, nearest };
    return [wrong('unknown-field', `${place}/left/output`, sentence, mend, { about })];
  }
  // Whether there is an output may be just what is asked.
  const { operator } = comparison;
  if (operator === 'is-empty' || operator === 'is-not-empty') return [];
  return checkIsCertain(left.step, `${place}/left/step`, surroundings);
}

function checkContactFact(field: string, place: string, { earlier, isRunning }: StepSurroundings): DefinitionProblem[] {
  if (!isRunning) {
    const sentence = 'The contact is not known before the run has begun.';
    return [wrong('contact-not-yet', place, sentence, 'Ask for it in a branch after the contact task.')];
  }
  if (!isContactFact(field)) {
    const { mend, nearest } = didYouMean(field, contactFactTypes.keys(), 'Choose a field of the contact.');
    const about = { root: 'contact', field, nearest };
    return [wrong('unknown-field', `${place}/field`, `A contact has no field “${field}”.`, mend, { about })];
  }
  if ([...earlier.values()].some(({ type }) => type === 'contact')) return [];
  const sentence = 'No contact has been found yet at this place: everything about it is empty.';
  return [
    doubtful('contact-not-found-yet', `${place}/field`, sentence, 'Put a contact task before it.', {
      about: { field },
    }),
  ];
}
