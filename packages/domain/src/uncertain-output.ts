import { type DefinitionProblem, doubtful, type StepSurroundings } from './definition-problem.ts';

/** A warning where an earlier step is read that is done only on one way through a branch. */
export function checkIsCertain(
  stepId: string,
  place: string,
  { earlier, certain }: Pick<StepSurroundings, 'earlier' | 'certain'>,
): DefinitionProblem[] {
  const step = earlier.get(stepId);
  if (step === undefined || certain.has(stepId)) return [];
  const name = step.name ?? stepId;
  const sentence = `“${name}” stands in a branch, so it is not always done before this.`;
  const mend = `Move this into the branch, or “${name}” before it.`;
  return [doubtful('output-not-certain', place, sentence, mend, { about: { step: stepId, name } })];
}
