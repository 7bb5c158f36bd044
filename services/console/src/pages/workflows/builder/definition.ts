import type { Resource } from '../../../api/client.ts';

/** What is being built. The same shape as a revision, but texts and choices may still be empty. */
export type Definition = Resource<'WorkflowDefinitionOutput'>;
export type Step = Resource<'StepOutput'>;
export type Branch = Extract<Step, { type: 'branch' }>;
export type WaitStep = Extract<Step, { type: 'wait' }>;
export type Task = Exclude<Step, { type: 'branch' } | { type: 'wait' }>;
export type StepType = Step['type'];
export type Condition = Resource<'ConditionOutput'>;
export type ConditionGroup = Resource<'ConditionGroupOutput'>;
export type Comparison = Exclude<Condition, ConditionGroup>;

/** A list of steps by its JSON Pointer: `/steps`, `/steps/2/otherwise`. Mistakes are placed the same way. */
export type ListPointer = string;

export interface PlacedStep {
  step: Step;
  pointer: string;
  list: ListPointer;
  index: number;
  /** How many steps its list has. */
  siblings: number;
}

const arms = ['steps', 'otherwise'] as const;

/** Every step from top to bottom with its place. */
export function placedSteps(definition: Definition): PlacedStep[] {
  const within = (steps: Step[], list: ListPointer): PlacedStep[] =>
    steps.flatMap((step, index) => {
      const pointer = `${list}/${index}`;
      const placed = { step, pointer, list, index, siblings: steps.length };
      return step.type === 'branch'
        ? [placed, ...arms.flatMap((arm) => within(step[arm], `${pointer}/${arm}`))]
        : [placed];
    });
  return within(definition.steps, '/steps');
}

export function findStep(definition: Definition, id: string | null): PlacedStep | null {
  return placedSteps(definition).find(({ step }) => step.id === id) ?? null;
}

/** Steps that can have been done before this one: what its texts and conditions can read. */
export function stepsBefore(definition: Definition, id: string | null): Step[] {
  const placed = placedSteps(definition);
  const here = placed.find(({ step }) => step.id === id);
  if (here === undefined) return [];
  // The other arm of a branch that this step stands in is never done together with it.
  const isOtherArm = ({ pointer }: PlacedStep) =>
    placed.some(
      ({ step, pointer: branch }) =>
        step.type === 'branch' &&
        here.pointer.startsWith(`${branch}/otherwise/`) &&
        pointer.startsWith(`${branch}/steps/`),
    );
  return placed.slice(0, placed.indexOf(here)).flatMap((each) => (isOtherArm(each) ? [] : [each.step]));
}

/** The definition with one list of steps changed. */
function changeList(definition: Definition, list: ListPointer, change: (steps: Step[]) => Step[]): Definition {
  const within = (steps: Step[], here: ListPointer): Step[] => {
    if (here === list) return change(steps);
    return steps.map((step, index) => {
      const pointer = `${here}/${index}`;
      if (step.type !== 'branch' || !list.startsWith(`${pointer}/`)) return step;
      return {
        ...step,
        steps: within(step.steps, `${pointer}/steps`),
        otherwise: within(step.otherwise, `${pointer}/otherwise`),
      };
    });
  };
  return { ...definition, steps: within(definition.steps, '/steps') };
}

export function insertStep(definition: Definition, list: ListPointer, index: number, step: Step): Definition {
  return changeList(definition, list, (steps) => steps.toSpliced(index, 0, step));
}

export function replaceStep(definition: Definition, id: string, step: Step): Definition {
  const here = findStep(definition, id);
  return here === null ? definition : changeList(definition, here.list, (steps) => steps.with(here.index, step));
}

/** Takes a step away, a branch with all that stands in it. */
export function removeStep(definition: Definition, id: string): Definition {
  const here = findStep(definition, id);
  return here === null ? definition : changeList(definition, here.list, (steps) => steps.toSpliced(here.index, 1));
}

/**
 * Moves a step one place up or down in reading order: past its neighbour, or out of its arm of a branch at the end of it.
 * Null when it cannot go further.
 */
export function moveStep(definition: Definition, id: string, direction: 'up' | 'down'): Definition | null {
  const here = findStep(definition, id);
  if (here === null) return null;
  const target = here.index + (direction === 'up' ? -1 : 1);
  if (target >= 0 && target < here.siblings) return moveTo(definition, here, here.list, target);
  const branch = placedSteps(definition).find(({ pointer }) => arms.some((arm) => `${pointer}/${arm}` === here.list));
  if (branch === undefined) return null;
  return moveTo(definition, here, branch.list, direction === 'up' ? branch.index : branch.index + 1);
}

function moveTo(definition: Definition, { step }: PlacedStep, list: ListPointer, index: number): Definition {
  // Leaving an arm changes no index outside of it, so the target's place holds after the removal.
  return insertStep(removeStep(definition, step.id), list, index, step);
}

/** Puts a copy with ids of its own behind a step; answers the copy's id, too. */
export function duplicateStep(definition: Definition, id: string): { definition: Definition; id: string } | null {
  const here = findStep(definition, id);
  if (here === null) return null;
  const taken = new Set(placedSteps(definition).map(({ step }) => step.id));
  const copy = withFreshIds(here.step, taken);
  return { definition: insertStep(definition, here.list, here.index + 1, copy), id: copy.id };
}

function withFreshIds(step: Step, taken: Set<string>): Step {
  const id = freshId(step.id.replace(/_\d+$/, ''), taken);
  taken.add(id);
  if (step.type !== 'branch') return { ...step, id };
  const copied = (steps: Step[]) => steps.map((inner) => withFreshIds(inner, taken));
  return { ...step, id, steps: copied(step.steps), otherwise: copied(step.otherwise) };
}

function freshId(stem: string, taken: ReadonlySet<string>): string {
  if (!taken.has(stem)) return stem;
  let count = 2;
  while (taken.has(`${stem}_${count}`)) count += 1;
  return `${stem}_${count}`;
}

const stems: Record<StepType, string> = {
  contact: 'contact',
  'email-survey': 'email',
  'sms-survey': 'text',
  wait: 'wait',
  branch: 'branch',
};

/** An id for a new step, as piped text will name it. */
export function newStepId(definition: Definition, type: StepType): string {
  return freshId(stems[type], new Set(placedSteps(definition).map(({ step }) => step.id)));
}
