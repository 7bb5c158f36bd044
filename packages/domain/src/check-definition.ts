import { isTimeZone } from './calendar.ts';
import { checkConditions } from './check-conditions.ts';
import { checkStep } from './check-step.ts';
import {
  type DefinitionContext,
  type DefinitionProblem,
  maxSteps,
  type StepSurroundings,
} from './definition-problem.ts';
import { flattenSteps } from './run-plan.ts';
import type { Step, WorkflowDefinition } from './workflow-definition.ts';

/** Everything wrong with a definition whose form is right. Errors first found come first; never throws. */
export function checkDefinition(definition: WorkflowDefinition, context: DefinitionContext): DefinitionProblem[] {
  const nothing: StepSurroundings = { ...context, earlier: new Map(), isRunning: true };
  return [
    ...checkTimeZone(definition),
    ...checkStepIds(definition),
    ...checkConditions(definition.conditions, '/conditions', { ...nothing, isRunning: false }),
    ...checkSteps(definition.steps, '/steps', nothing).problems,
  ];
}

function checkTimeZone({ timeZone }: WorkflowDefinition): DefinitionProblem[] {
  if (isTimeZone(timeZone)) return [];
  const sentence = `“${timeZone}” is not a time zone.`;
  const mend = 'Use an IANA name, such as “Europe/Bratislava”.';
  return [{ severity: 'error', code: 'unknown-time-zone', place: '/timeZone', sentence, mend }];
}

function checkStepIds({ steps }: WorkflowDefinition): DefinitionProblem[] {
  const ids = flattenSteps(steps).map((step) => step.id);
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  const problems = [...repeated].map(
    (id): DefinitionProblem => ({
      severity: 'error',
      code: 'duplicate-step-id',
      place: '/steps',
      sentence: `More than one step has the id “${id}”.`,
      mend: 'Give every step an id of its own.',
    }),
  );
  if (ids.length <= maxSteps) return problems;
  const sentence = `The workflow has ${ids.length} steps; ${maxSteps} are allowed.`;
  const mend = 'Split it into several workflows.';
  return [...problems, { severity: 'error', code: 'too-many-steps', place: '/steps', sentence, mend }];
}

interface CheckedSteps {
  problems: DefinitionProblem[];
  /** What steps after these can read. */
  earlier: Map<string, Step>;
}

function checkSteps(steps: readonly Step[], place: string, surroundings: StepSurroundings): CheckedSteps {
  const earlier = new Map(surroundings.earlier);
  const problems = steps.flatMap((step, index) => {
    const here = `${place}/${index}`;
    const seen = { ...surroundings, earlier: new Map(earlier) };
    earlier.set(step.id, step);
    if (step.type !== 'branch') return checkStep(step, here, seen);
    const arms = [checkSteps(step.steps, `${here}/steps`, seen), checkSteps(step.otherwise, `${here}/otherwise`, seen)];
    for (const arm of arms) for (const [id, inside] of arm.earlier) earlier.set(id, inside);
    return [...checkConditions(step.if, `${here}/if`, seen), ...arms.flatMap((arm) => arm.problems)];
  });
  return { problems, earlier };
}
