import { isTimeZone } from './calendar.ts';
import { checkConditions } from './check-conditions.ts';
import { checkReach, type Reach, startOfReach } from './check-reach.ts';
import { checkStep } from './check-step.ts';
import {
  type DefinitionContext,
  type DefinitionProblem,
  doubtful,
  maxSteps,
  type StepSurroundings,
  wrong,
} from './definition-problem.ts';
import { flattenSteps } from './run-plan.ts';
import type { Branch, Step, WorkflowDefinition } from './workflow-definition.ts';

/** Everything wrong with a definition whose form is right. Errors first found come first; never throws. */
export function checkDefinition(definition: WorkflowDefinition, context: DefinitionContext): DefinitionProblem[] {
  const timeZone = isTimeZone(definition.timeZone) ? definition.timeZone : 'UTC';
  const nothing: StepSurroundings = { ...context, earlier: new Map(), certain: new Set(), isRunning: true, timeZone };
  const conditions = checkConditions(definition.conditions, '/conditions', { ...nothing, isRunning: false });
  const sound = conditions.every(({ severity }) => severity === 'warning') ? definition.conditions : null;
  const { reach, problems } = startOfReach(sound, nothing);
  return [
    ...checkTimeZone(definition),
    ...checkStepIds(definition),
    ...conditions,
    ...problems,
    ...checkSteps(definition.steps, '/steps', nothing, { reach, isEnd: true }).problems,
  ];
}

function checkTimeZone({ timeZone }: WorkflowDefinition): DefinitionProblem[] {
  if (isTimeZone(timeZone)) return [];
  const sentence = `“${timeZone}” is not a time zone.`;
  const mend = 'Use an IANA name, such as “Europe/Bratislava”.';
  return [wrong('unknown-time-zone', '/timeZone', sentence, mend, { about: { timeZone } })];
}

function checkStepIds({ steps }: WorkflowDefinition): DefinitionProblem[] {
  const ids = flattenSteps(steps).map((step) => step.id);
  const repeated = new Set(ids.filter((id, index) => ids.indexOf(id) !== index));
  const problems = [...repeated].map((id) => {
    const sentence = `More than one step has the id “${id}”.`;
    return wrong('duplicate-step-id', '/steps', sentence, 'Give every step an id of its own.', { about: { step: id } });
  });
  if (ids.length <= maxSteps) return problems;
  const sentence = `The workflow has ${ids.length} steps; ${maxSteps} are allowed.`;
  const about = { count: String(ids.length), most: String(maxSteps) };
  return [...problems, wrong('too-many-steps', '/steps', sentence, 'Split it into several workflows.', { about })];
}

interface Walk {
  /** What is known to hold where these steps are done. */
  reach: Reach;
  /** Nothing is done after these steps. */
  isEnd: boolean;
}

interface CheckedSteps {
  problems: DefinitionProblem[];
  /** What steps after these can read. */
  earlier: Map<string, Step>;
}

function checkSteps(
  steps: readonly Step[],
  place: string,
  surroundings: StepSurroundings,
  { reach, isEnd }: Walk,
): CheckedSteps {
  const earlier = new Map(surroundings.earlier);
  const certain = new Set(surroundings.certain);
  let known = reach;
  const problems = steps.flatMap((step, index) => {
    const here = `${place}/${index}`;
    const seen = { ...surroundings, earlier: new Map(earlier), certain: new Set(certain) };
    const isLast = isEnd && index === steps.length - 1;
    earlier.set(step.id, step);
    certain.add(step.id);
    if (step.type === 'branch') {
      const checked = checkBranch(step, here, seen, { reach: known, isEnd: isLast });
      for (const [id, inside] of checked.earlier) earlier.set(id, inside);
      return checked.problems;
    }
    const own = checkStep(step, here, seen);
    if (step.type !== 'wait') return own;
    const sound = own.every(({ severity }) => severity === 'warning');
    const after = checkReach(sound ? step.goOnIf : null, { ...known, step }, `${here}/goOnIf`, seen);
    known = after.met;
    return [...own, ...after.problems, ...(isLast ? [leadsNowhere(here)] : [])];
  });
  return { problems, earlier };
}

function checkBranch(step: Branch, here: string, seen: StepSurroundings, { reach, isEnd }: Walk): CheckedSteps {
  const conditions = checkConditions(step.if, `${here}/if`, seen);
  const sound = conditions.every(({ severity }) => severity === 'warning');
  const { met, unmet, problems } = checkReach(sound ? step.if : null, { ...reach, step }, `${here}/if`, seen);
  const arms = [
    checkSteps(step.steps, `${here}/steps`, seen, { reach: met, isEnd }),
    checkSteps(step.otherwise, `${here}/otherwise`, seen, { reach: unmet, isEnd }),
  ];
  const isEmpty = step.steps.length === 0 && step.otherwise.length === 0;
  return {
    problems: [
      ...conditions,
      ...problems,
      ...(isEmpty ? [emptyBranch(here)] : []),
      ...arms.flatMap((arm) => arm.problems),
    ],
    earlier: new Map(arms.flatMap((arm) => [...arm.earlier])),
  };
}

function emptyBranch(place: string): DefinitionProblem {
  const sentence = 'Nothing stands on either way of the branch.';
  return doubtful('branch-empty', place, sentence, 'Put a step into it, or remove the branch.');
}

function leadsNowhere(place: string): DefinitionProblem {
  const sentence = 'Nothing is done after this wait.';
  return doubtful('wait-leads-nowhere', place, sentence, 'Put a step after it, or remove the wait.');
}
