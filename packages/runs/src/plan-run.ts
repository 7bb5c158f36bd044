import { derivedId, type RunChange, type StepRow, type TaskRunToAdd } from '@canvass/database';
import {
  evaluateCondition,
  type FieldTypes,
  planNext,
  type RunId,
  type RunPlan,
  type StepStates,
  TaskRunId,
} from '@canvass/domain';
import type { Revision } from './revisions.ts';

export interface RunFacts {
  revision: Revision;
  event: Record<string, string | null>;
  fieldTypes: FieldTypes;
  now: Date;
  /** What is known of the run's steps. */
  steps: readonly Omit<StepRow, 'runId'>[];
}

/** The next step of a run, its branches decided by event and outputs as they are now. */
export function planRun({ revision, event, fieldTypes, now, steps }: RunFacts): RunPlan {
  const states: StepStates = new Map(steps.map(({ stepId, ...state }) => [stepId, state]));
  const outputs = Object.fromEntries(
    steps.flatMap(({ stepId, output }) => (output === null ? [] : [[stepId, output] as const])),
  );
  const { timeZone } = revision.definition;
  return planNext(revision.definition, states, (group) =>
    evaluateCondition(group, { event, steps: outputs, fieldTypes, now, timeZone }),
  );
}

/** The rows that a plan makes. */
export function toTaskRuns(runId: RunId, plan: RunPlan): TaskRunToAdd[] {
  if (plan.kind === 'wait') return [];
  const row = (stepId: string, position: number) => ({
    id: derivedId(TaskRunId, runId, stepId),
    runId,
    stepId,
    position,
  });
  const decisions = plan.decisions.map(({ stepId, position, output }) => ({
    ...row(stepId, position),
    type: 'branch' as const,
    status: 'succeeded' as const,
    output: { ...output },
    error: null,
  }));
  if (plan.kind === 'start') {
    const { step, position } = plan.task;
    return [...decisions, { ...row(step.id, position), type: step.type, status: 'queued', output: null, error: null }];
  }
  const notDone = plan.notDone.map(({ step, position }) => ({
    ...row(step.id, position),
    type: step.type,
    status: 'skipped' as const,
    output: null,
    error: { code: 'earlier-step-failed' as const, detail: null },
  }));
  return [...decisions, ...notDone];
}

/** What a plan makes of the run itself. */
export function toRunChange(runId: RunId, plan: RunPlan, contactId: string | null): RunChange {
  return plan.kind === 'finish'
    ? { id: runId, status: plan.status, finished: true, contactId }
    : { id: runId, status: 'running', finished: false, contactId };
}
