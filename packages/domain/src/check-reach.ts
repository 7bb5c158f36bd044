import type { ConditionGroup } from './condition.ts';
import { type Formula, lasting, toFormula } from './condition-formula.ts';
import { type DefinitionProblem, doubtful, type StepSurroundings, wrong } from './definition-problem.ts';
import { operandType } from './operand-type.ts';
import { maybeMet, newSearchBudget, type SearchBudget } from './satisfiable.ts';
import type { Branch, WaitStep } from './workflow-definition.ts';

/** Something that holds wherever a step is done, and who says so. */
interface Known {
  formula: Formula;
  /** A branch or wait above; null = the workflow's conditions. */
  by: { id: string; name: string } | null;
}

/** What is known to hold at a place; nothing more is said of places that are never come to. */
export interface Reach {
  known: readonly Known[];
  isReached: boolean;
  budget: SearchBudget;
}

/** What the workflow's conditions let through. */
export function startOfReach(
  conditions: ConditionGroup | null,
  surroundings: StepSurroundings,
): { reach: Reach; problems: DefinitionProblem[] } {
  const budget = newSearchBudget();
  const isLookedAt = surroundings.onlyNames !== true;
  if (conditions === null || !isLookedAt) {
    return { reach: { known: [], isReached: isLookedAt, budget }, problems: [] };
  }
  const formula = formulaOf(conditions, true, surroundings);
  const isReached = maybeMet([formula], surroundings.timeZone, budget);
  const reach = { known: [{ formula: lasting(formula), by: null }], isReached, budget };
  if (isReached) return { reach, problems: [] };
  const sentence = 'These conditions contradict each other: no notification can meet them, so the workflow never runs.';
  return { reach, problems: [wrong('conditions-never-met', '/conditions', sentence, 'Remove one of them.')] };
}

/**
 * What is wrong with where a branch or a wait leads, and what is known behind it. A step whose conditions are not sound
 * (null) says nothing.
 */
export function checkReach(
  conditions: ConditionGroup | null,
  { step, ...reach }: Reach & { step: Branch | WaitStep },
  place: string,
  surroundings: StepSurroundings,
): { met: Reach; unmet: Reach; problems: DefinitionProblem[] } {
  if (conditions === null || !reach.isReached) return { met: reach, unmet: reach, problems: [] };
  const yes = formulaOf(conditions, true, surroundings);
  const no = formulaOf(conditions, false, surroundings);
  const together = (...all: Formula[]) => maybeMet(all, surroundings.timeZone, reach.budget);
  const mayBe = (formula: Formula) => together(...reach.known.map((each) => each.formula), formula);
  const [maybe, maybeNot] = [mayBe(yes), mayBe(no)];
  const by = { id: step.id, name: step.name ?? step.id };
  const behind = (formula: Formula, isReached: boolean): Reach => ({
    ...reach,
    known: [...reach.known, { formula: lasting(formula), by }],
    isReached,
  });
  const because = (formula: Formula) =>
    together(formula) ? reach.known.find((each) => !together(each.formula, formula)) : undefined;
  return {
    met: behind(yes, maybe),
    unmet: behind(no, maybeNot),
    problems: [
      ...(maybe ? [] : [neverMet(step, place, because(yes))]),
      ...(step.type === 'wait' || maybeNot ? [] : [alwaysMet(conditions, place, because(no))]),
    ],
  };
}

function formulaOf(conditions: ConditionGroup, wanted: boolean, surroundings: StepSurroundings): Formula {
  const { timeZone } = surroundings;
  return toFormula(conditions, wanted, { typeOf: (operand) => operandType(operand, surroundings), timeZone });
}

function neverMet(step: Branch | WaitStep, place: string, because: Known | undefined): DefinitionProblem {
  const about = { because: nameOf(because) };
  const why =
    because === undefined
      ? 'These conditions can never be met'
      : `These conditions can never be met after ${whose(because)}`;
  if (step.type === 'wait') {
    const mend = 'Change them: the run always ends here.';
    return doubtful('wait-never-goes-on', place, `${why}: nothing after the wait is ever done.`, mend, { about });
  }
  const sentence = `${why}: what stands under them is never done.`;
  return doubtful('branch-never-met', place, sentence, 'Change the conditions, or remove the branch.', { about });
}

function alwaysMet({ conditions }: ConditionGroup, place: string, because: Known | undefined): DefinitionProblem {
  if (conditions.length === 0) {
    const sentence = 'The branch has no condition: everything goes the first way.';
    return doubtful('branch-without-condition', place, sentence, 'Add a condition.');
  }
  const why =
    because === undefined
      ? 'These conditions are always met'
      : `After ${whose(because)}, these conditions are always met`;
  const sentence = `${why}: “otherwise” is never done.`;
  const about = { because: nameOf(because) };
  return doubtful('branch-always-met', place, sentence, 'Change the conditions, or do without the branch.', { about });
}

function whose({ by }: Known): string {
  return by === null ? 'the workflow’s conditions' : `“${by.name}”`;
}

/** `` = themselves, `workflow` = its conditions, otherwise the name of a step. */
function nameOf(known: Known | undefined): string {
  if (known === undefined) return '';
  return known.by === null ? 'workflow' : known.by.name;
}
