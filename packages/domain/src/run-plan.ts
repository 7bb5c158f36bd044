import type { ConditionGroup } from './condition.ts';
import { dependenciesOf } from './dependencies.ts';
import type { ConditionResult } from './evaluate-condition.ts';
import type { RunStatus, TaskRunStatus } from './statuses.ts';
import type { WaitSchedule } from './wait.ts';
import type { Branch, Step, Task, WaitStep, WorkflowDefinition } from './workflow-definition.ts';

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

export interface PlannedWait {
  readonly step: WaitStep;
  readonly position: number;
  /** When it is over by itself. What it then decides is `endWait`'s; its output is the step's from then on. */
  readonly schedule: WaitSchedule;
}

/** A step that is not done: one that it depends on failed, or conditions were no longer met after a wait. */
export interface StepNotDone {
  readonly step: Step;
  readonly position: number;
  readonly reason: 'earlier-step-failed' | 'conditions-no-longer-met';
}

export type RunPlan =
  /** A step is queued, running or waiting: nothing to do before it is finished. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'start'; readonly task: PlannedTask; readonly decisions: readonly BranchDecision[] }
  /** The run has come to a wait step. */
  | { readonly kind: 'pause'; readonly wait: PlannedWait; readonly decisions: readonly BranchDecision[] }
  | {
      readonly kind: 'finish';
      readonly status: RunStatus;
      readonly decisions: readonly BranchDecision[];
      readonly notDone: readonly StepNotDone[];
    };

/** How a plan reads the facts of its run. */
export interface PlanReader {
  evaluate(group: ConditionGroup): ConditionResult;
  /** When this wait is over if it begins now. */
  schedule(step: WaitStep): WaitSchedule;
}

/** The steps from top to bottom, branches before what is in them. */
export function flattenSteps(steps: readonly Step[]): Step[] {
  return steps.flatMap((step) =>
    step.type === 'branch' ? [step, ...flattenSteps(step.steps), ...flattenSteps(step.otherwise)] : [step],
  );
}

/**
 * What comes next in a run. Steps are done one after the other; a branch is decided when it is reached, and never again.
 * After a step that failed with `onFailure: 'stop'`, what depends on it is not done, nor what depends on that; the rest is.
 * What follows a wait depends on the wait: where it failed or was not done, or found its conditions no longer met, nothing
 * after it is done.
 */
export function planNext(definition: WorkflowDefinition, states: StepStates, reader: PlanReader): RunPlan {
  const positions = new Map(flattenSteps(definition.steps).map((step, position) => [step, position]));
  const positionOf = (step: Step) => positions.get(step) ?? 0;
  const decisions: BranchDecision[] = [];
  const notDone: StepNotDone[] = [];
  /** Steps whose output later ones lack. */
  const stopped = new Set<string>();
  let contactStopped = false;
  /** Why nothing more is done. */
  let over: StepNotDone['reason'] | null = null;

  /** Walks steps in order until one is to be started or waited for. */
  function walk(steps: readonly Step[]): RunPlan | null {
    for (const step of steps) {
      const found = walkStep(step);
      if (found !== null) return found;
    }
    return null;
  }

  function walkStep(step: Step): RunPlan | null {
    const state = states.get(step.id);
    if (step.type === 'branch') {
      const decided = state?.output?.taken;
      if (decided === 'steps' || decided === 'otherwise') return walk(step[decided]);
    } else if (state !== undefined && !state.parked) return pass(step, state);
    const reason = whyNot(step);
    if (reason !== null) {
      notDone.push({ step, position: positionOf(step), reason });
      lack(step);
      return null;
    }
    return begin(step);
  }

  /** Goes past a step that has been begun, unless it has not ended. */
  function pass(step: Task | WaitStep, { status, output }: StepState): RunPlan | null {
    if (isActive(status)) return { kind: 'wait' };
    if (status === 'failed' && step.onFailure === 'stop') lack(step);
    if (step.type === 'wait' && status === 'succeeded' && output?.wentOn === false) over ??= 'conditions-no-longer-met';
    return null;
  }

  function whyNot(step: Step): StepNotDone['reason'] | null {
    if (over !== null) return over;
    if (stopped.size === 0) return null;
    const needs = dependenciesOf(step);
    return [...needs.steps].some((id) => stopped.has(id)) || (needs.contact && contactStopped)
      ? 'earlier-step-failed'
      : null;
  }

  /** Later steps do without this one. */
  function lack(step: Step): void {
    stopped.add(step.id);
    if (step.type === 'contact') contactStopped = true;
    if (step.type === 'wait') over ??= 'earlier-step-failed';
    if (step.type === 'branch') for (const inside of [...step.steps, ...step.otherwise]) lack(inside);
  }

  function begin(step: Step): RunPlan | null {
    if (step.type === 'branch') return decide(step);
    const position = positionOf(step);
    return step.type === 'wait'
      ? { kind: 'pause', wait: { step, position, schedule: reader.schedule(step) }, decisions }
      : { kind: 'start', task: { step, position }, decisions };
  }

  function decide(branch: Branch): RunPlan | null {
    const { met, because } = reader.evaluate(branch.if);
    const taken = met ? 'steps' : 'otherwise';
    decisions.push({ stepId: branch.id, position: positionOf(branch), output: { taken, because } });
    return walk(branch[taken]);
  }

  const next = walk(definition.steps);
  if (next !== null) return next;
  const statuses = [...positions.keys()].flatMap((step) => statusThatCounts(step, states.get(step.id)));
  const ended = over === 'conditions-no-longer-met' ? [...statuses, 'skipped' as const] : statuses;
  return { kind: 'finish', status: finishedStatus(ended), decisions, notDone };
}

/** Decisions and waits that came to their end are no work: they make no run succeed. */
function statusThatCounts(step: Step, state: StepState | undefined): TaskRunStatus[] {
  if (state === undefined || step.type === 'branch') return [];
  return step.type === 'wait' && state.status === 'succeeded' ? [] : [state.status];
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
