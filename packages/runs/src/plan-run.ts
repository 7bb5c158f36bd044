import { derivedId, type PresentFacts, type RunChange, type StepRow, type TaskRunToAdd } from '@canvass/database';
import {
  evaluateCondition,
  type FieldTypes,
  type PlannedWait,
  planNext,
  type RunId,
  type RunPlan,
  type StepStates,
  scheduleWait,
  TaskRunId,
} from '@canvass/domain';
import type { Revision } from './revisions.ts';

export interface RunFacts {
  revision: Revision;
  event: Record<string, string | null>;
  fieldTypes: FieldTypes;
  now: Date;
  /** What conditions read of the present besides, where the revision asks for it (`readsPresent`). */
  present?: PresentFacts | undefined;
  /** What is known of the run's steps. */
  steps: readonly Omit<StepRow, 'runId'>[];
}

/** The next step of a run, its branches decided by event and outputs as they are now. */
export function planRun({ revision, event, fieldTypes, now, present, steps }: RunFacts): RunPlan {
  const states: StepStates = new Map(steps.map(({ stepId, ...state }) => [stepId, state]));
  const outputs = Object.fromEntries(
    steps.flatMap(({ stepId, output }) => (output === null ? [] : [[stepId, output] as const])),
  );
  const { timeZone } = revision.definition;
  const latest = present?.later?.fields ?? null;
  const contact = present?.contact ?? null;
  return planNext(revision.definition, states, {
    evaluate: (group) =>
      evaluateCondition(group, { event, steps: outputs, latest, contact, fieldTypes, now, timeZone }),
    schedule: (wait) => scheduleWait(wait, { startedAt: now, event, steps: outputs, timeZone }),
  });
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
  if (plan.kind === 'pause')
    return [...decisions, toWait(plan.wait, runId, row(plan.wait.step.id, plan.wait.position))];
  if (plan.kind === 'start') {
    const { step, position } = plan.task;
    return [...decisions, { ...row(step.id, position), type: step.type, status: 'queued', output: null, error: null }];
  }
  const notDone = plan.notDone.map(({ step, position, reason }) => ({
    ...row(step.id, position),
    type: step.type,
    status: 'skipped' as const,
    output: null,
    error: { code: reason, detail: null },
  }));
  return [...decisions, ...notDone];
}

/** Due when the wait is over; one that can't be begun is due at once, and fails then. */
function toWait(
  { step, schedule }: PlannedWait,
  runId: RunId,
  row: Pick<TaskRunToAdd, 'id' | 'runId' | 'stepId' | 'position'>,
): TaskRunToAdd {
  const waitsFor = step.until.kind === 'answered' ? derivedId(TaskRunId, runId, step.until.step) : null;
  const dueAt = schedule.kind === 'until' ? schedule.at : null;
  return { ...row, type: 'wait', status: 'waiting', output: null, error: null, dueAt, waitsFor };
}

/** What a plan makes of the run itself. */
export function toRunChange(runId: RunId, plan: RunPlan, contactId: string | null): RunChange {
  if (plan.kind === 'finish') return { id: runId, status: plan.status, finished: true, contactId };
  return { id: runId, status: plan.kind === 'pause' ? 'waiting' : 'running', finished: false, contactId };
}
