import type { ConditionGroup } from './condition.ts';
import type { ConditionResult } from './evaluate-condition.ts';
import type { RunStatus, TaskRunStatus } from './statuses.ts';
import type { Step, Task, WorkflowDefinition } from './workflow-definition.ts';

/** What is known of a step of one run. */
export interface StepState {
  readonly status: TaskRunStatus;
  readonly output: Readonly<Record<string, unknown>> | null;
  /** Its row waits for its turn (a failed task of a retried run): started again when the order reaches it. */
  readonly parked?: boolean;
}

/** Step id → its state. A step without one has not been reached. */
export type StepStates = ReadonlyMap<string, StepState>;

export interface BranchDecision {
  readonly stepId: string;
  readonly position: number;
  readonly output: { readonly taken: 'steps' | 'otherwise'; readonly because: string };
}

export interface PlannedTask {
  readonly step: Task;
  /** Place in the definition read from top to bottom, counted from 0; branches count too. */
  readonly position: number;
}

export type RunPlan =
  /** A task is queued, running or waiting: nothing to do before it is finished. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'start'; readonly task: PlannedTask; readonly decisions: readonly BranchDecision[] }
  | {
      readonly kind: 'finish';
      readonly status: RunStatus;
      readonly decisions: readonly BranchDecision[];
      /** Steps that were not done because an earlier one failed. */
      readonly notDone: readonly { readonly step: Step; readonly position: number }[];
    };

/** The steps from top to bottom, branches before what is in them. */
export function flattenSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) =>
    step.type === 'branch' ? [step, ...flattenSteps(step.steps), ...flattenSteps(step.otherwise)] : [step],
  );
}

/**
 * What comes next in a run. Tasks run one after the other; a branch is decided when it is reached, by `evaluate`, and
 * never again. A failed task with `onFailure: 'stop'` ends the run; with `'continue'` the next step follows.
 */
export function planNext(
  definition: WorkflowDefinition,
  states: StepStates,
  evaluate: (group: ConditionGroup) => ConditionResult,
): RunPlan {
  const positions = new Map(flattenSteps(definition.steps).map((step, position) => [step, position]));
  const positionOf = (step: Step) => positions.get(step) ?? 0;
  const decisions: BranchDecision[] = [];
  const notDone: { step: Step; position: number }[] = [];
  let stopped = false;

  /** Walks steps in order until a task is to be started or waited for. */
  function walk(steps: readonly Step[]): RunPlan | null {
    for (const step of steps) {
      const found = step.type === 'branch' ? walkBranch(step) : walkTask(step);
      if (found !== null) return found;
    }
    return null;
  }

  function walkBranch(branch: Extract<Step, { type: 'branch' }>): RunPlan | null {
    const decided = states.get(branch.id)?.output?.taken;
    if (decided === 'steps' || decided === 'otherwise') return walk(branch[decided]);
    if (stopped) {
      notDone.push({ step: branch, position: positionOf(branch) });
      return null;
    }
    const { met, because } = evaluate(branch.if);
    const taken = met ? 'steps' : 'otherwise';
    decisions.push({ stepId: branch.id, position: positionOf(branch), output: { taken, because } });
    return walk(branch[taken]);
  }

  function walkTask(step: Task): RunPlan | null {
    const state = states.get(step.id);
    if (stopped) {
      if (state === undefined || state.parked) notDone.push({ step, position: positionOf(step) });
      return null;
    }
    if (state === undefined || state.parked) {
      return { kind: 'start', task: { step, position: positionOf(step) }, decisions };
    }
    if (isActive(state.status)) return { kind: 'wait' };
    if (state.status === 'failed' && step.onFailure === 'stop') stopped = true;
    return null;
  }

  const next = walk(definition.steps);
  if (next !== null) return next;
  const statuses = [...positions.keys()].flatMap((step) => {
    const state = step.type === 'branch' ? undefined : states.get(step.id);
    return state === undefined ? [] : [state.status];
  });
  return { kind: 'finish', status: finishedStatus(statuses), decisions, notDone };
}

export function isActive(status: TaskRunStatus): boolean {
  return status === 'queued' || status === 'running' || status === 'waiting';
}

/** The status of a run from the statuses of its task runs (decisions of branches left out), all of them ended. */
export function finishedStatus(tasks: readonly TaskRunStatus[]): RunStatus {
  const has = (status: TaskRunStatus) => tasks.includes(status);
  if (has('cancelled')) return 'cancelled';
  if (has('failed')) return has('succeeded') ? 'partially-failed' : 'failed';
  return has('skipped') && !has('succeeded') ? 'skipped' : 'succeeded';
}
