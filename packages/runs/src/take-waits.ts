import {
  findFieldTypes,
  findPresentFacts,
  type Queryable,
  type TakenTaskRun,
  takeDueTaskRuns,
} from '@canvass/database';
import {
  endWait,
  type FieldTypes,
  hasInvitation,
  scheduleWait,
  type TaskRunId,
  type WaitOutcome,
  type WaitStep,
  type WorkspaceId,
  waitOutcomes,
} from '@canvass/domain';
import { outputsOf } from './claim-task-runs.ts';
import type { FinishableTask, TaskOutcome } from './finish-task-runs.ts';
import { loadRevisions } from './revisions.ts';

/** A wait that is over, is this transaction's alone, and what comes of it. */
export interface TakenWait extends FinishableTask {
  readonly outcome: TaskOutcome;
}

/**
 * Takes waits that are due, and decides what each comes to. To be finished (`finishTakenTasks`) in the same transaction.
 * `crashed` = deciding has failed by itself before: they fail.
 */
export async function takeWaits(
  db: Queryable,
  workspaceId: WorkspaceId,
  taskRunIds: readonly TaskRunId[],
  fedAgain: boolean,
  crashed = false,
): Promise<TakenWait[]> {
  const taken = await takeDueTaskRuns(db, workspaceId, taskRunIds, fedAgain);
  if (taken.length === 0) return [];
  const revisions = await loadRevisions(
    db,
    workspaceId,
    taken.map(({ revisionId }) => revisionId),
  );
  const catalogues = await findFieldTypes(db, workspaceId, [...new Set(taken.map((each) => each.eventSourceId))]);
  const present = await findPresentFacts(db, workspaceId, taken);
  return taken.map((run) => {
    const revision = revisions.get(run.revisionId);
    const step = revision?.waits.get(run.stepId);
    if (revision === undefined || step === undefined) {
      throw new Error(`revision ${run.revisionId} has no wait ${run.stepId}`);
    }
    const fieldTypes: FieldTypes = catalogues.get(run.eventSourceId) ?? new Map();
    const { timeZone } = revision.definition;
    const base = { ...run, event: run.fields, step };
    if (crashed) return { ...base, outcome: crashedOutcome(run.taskRunId) };
    const early = endBefore(run, step, timeZone);
    if (early !== null) return { ...base, outcome: early };
    const facts = { event: run.fields, steps: outputsOf(run.steps), fieldTypes, now: run.now, timeZone };
    const { later = null, contact = null } = present.get(run.runId) ?? {};
    const output = endWait(revision.definition, step, outcomeOf(run, step), { ...facts, later, contact });
    return { ...base, outcome: { taskRunId: run.taskRunId, kind: 'succeeded', output: { ...output } } };
  });
}

function crashedOutcome(taskRunId: TaskRunId): TaskOutcome {
  return { taskRunId, kind: 'failed', failure: { code: 'task-crashed', detail: null } };
}

/** One that could not be begun fails; one that a retry put back waits for its time. Null = it is over. */
function endBefore(run: TakenTaskRun, step: WaitStep, timeZone: string): TaskOutcome | null {
  const { taskRunId, now, fields: event, status } = run;
  const schedule = scheduleWait(step, {
    startedAt: run.startedAt ?? now,
    event,
    steps: outputsOf(run.steps),
    timeZone,
  });
  if (schedule.kind === 'failed') return { taskRunId, kind: 'failed', failure: schedule.failure };
  // A waiting row is the record of when it is over: only one that is begun anew is counted again.
  return status === 'queued' && schedule.at > now ? { taskRunId, kind: 'waiting', dueAt: schedule.at } : null;
}

function outcomeOf({ output, steps }: TakenTaskRun, { until }: WaitStep): WaitOutcome {
  const known = waitOutcomes.find((outcome) => outcome === output?.outcome);
  if (known !== undefined) return known;
  return until.kind === 'answered' && !hasInvitation(until.step, outputsOf(steps)) ? 'no-invitation' : 'time-over';
}
