import type { Condition, ConditionGroup, Operand } from './condition.ts';
import { pipedTextNames } from './piped-text-check.ts';
import { pipedTextsOf } from './piped-texts-of.ts';
import type { Step } from './workflow-definition.ts';

/** What a step needs of others. */
export interface Dependencies {
  /** Ids of the steps whose output it reads: in piped text, as its contact, in its conditions. */
  readonly steps: ReadonlySet<string>;
  /** It reads the run's contact, which contact tasks find. */
  readonly contact: boolean;
}

const known = new WeakMap<Step, Dependencies>();

/**
 * What a step depends on by itself. What is in a branch depends on the branch besides, and what follows a wait on the wait:
 * `planNext` sees to that.
 */
export function dependenciesOf(step: Step): Dependencies {
  const found = known.get(step) ?? findDependencies(step);
  known.set(step, found);
  return found;
}

function findDependencies(step: Step): Dependencies {
  const operands = conditionsOf(step).flatMap(operandsOf);
  const steps = new Set([
    ...pipedTextsOf(step).flatMap(([, text]) => pipedTextNames(text, 'task')),
    ...operands.flatMap((operand) => (operand.from === 'step' ? [operand.step] : [])),
  ]);
  if ('contactStep' in step) steps.add(step.contactStep);
  if (step.type === 'wait' && step.until.kind === 'answered') steps.add(step.until.step);
  return { steps, contact: operands.some(({ from }) => from === 'contact') };
}

/** The conditions that a step decides by. */
export function conditionsOf(step: Step): ConditionGroup[] {
  if (step.type === 'branch') return [step.if];
  return step.type === 'wait' && step.goOnIf !== null ? [step.goOnIf] : [];
}

/** What conditions read, from top to bottom. */
export function operandsOf(condition: Condition): Operand[] {
  return condition.kind === 'comparison' ? [condition.left] : condition.conditions.flatMap(operandsOf);
}
