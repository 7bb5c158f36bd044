import {
  addTaskRuns,
  changeRuns,
  findFieldTypes,
  findStepRows,
  lockRunsOfTaskRuns,
  type Queryable,
  type RecordedTaskRun,
  type RunInProgress,
  recordTaskRuns,
  type StepRow,
  type TaskRunRecord,
} from '@canvass/database';
import type { EventSourceId, FieldTypes, RunId, TaskFailure, TaskRunId, WorkspaceId } from '@canvass/domain';
import { type DueWork, toDueWork } from './due-work.ts';
import { planRun, toRunChange, toTaskRuns } from './plan-run.ts';
import { loadRevisions } from './revisions.ts';

/** What became of a claimed task. */
export type TaskOutcome = { taskRunId: TaskRunId } & (
  | { kind: 'succeeded'; output: Record<string, unknown> }
  | { kind: 'failed'; failure: TaskFailure }
  /** A transient failure: tried again at `dueAt`. */
  | { kind: 'retry'; failure: TaskFailure; dueAt: Date }
  /** Not to be done (the person opted out, say): the run goes on. */
  | { kind: 'skipped'; failure: TaskFailure }
);

/**
 * Writes outcomes and moves their runs on: the next task run is added, or the run ends. Belongs in the transaction of the
 * tasks' effect. Outcomes of task runs that are no longer running (cancelled, or ended by another worker) are left out.
 * Offer what it answers (`offerDueWork`) after commit.
 */
export async function finishTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  outcomes: readonly TaskOutcome[],
): Promise<DueWork> {
  if (outcomes.length === 0) return toDueWork([]);
  const runs = await lockRunsOfTaskRuns(
    db,
    workspaceId,
    outcomes.map((outcome) => outcome.taskRunId),
  );
  const recorded = await recordTaskRuns(db, workspaceId, outcomes.map(toRecord));
  const waiting = new Set(recorded.filter((task) => task.status === 'waiting').map((task) => task.runId));
  const ended = new Map(recorded.filter((task) => task.status !== 'waiting').map((task) => [task.runId, task]));
  const due = await advanceRuns(
    db,
    workspaceId,
    runs.filter((run) => ended.has(run.id)),
    ended,
  );
  await changeRuns(
    db,
    workspaceId,
    [...waiting].map((id) => ({ id, status: 'waiting', finished: false, contactId: null })),
  );
  return due;
}

async function advanceRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  runs: readonly RunInProgress[],
  ended: ReadonlyMap<RunId, RecordedTaskRun>,
): Promise<DueWork> {
  if (runs.length === 0) return toDueWork([]);
  const revisions = await loadRevisions(
    db,
    workspaceId,
    runs.map((run) => run.revisionId),
  );
  const stepsOf = Map.groupBy(
    await findStepRows(
      db,
      workspaceId,
      runs.map((run) => run.id),
    ),
    (row: StepRow) => row.runId,
  );
  const decides = runs.some((run) => revisions.get(run.revisionId)?.hasBranch);
  const sources = [...new Set(runs.map((run) => run.eventSourceId))];
  const catalogues: ReadonlyMap<EventSourceId, FieldTypes> = decides
    ? await findFieldTypes(db, workspaceId, sources)
    : new Map();

  const plans = runs.map((run) => {
    const revision = revisions.get(run.revisionId);
    if (revision === undefined) throw new Error(`no revision ${run.revisionId} of run ${run.id}`);
    const plan = planRun({
      revision,
      event: run.fields,
      fieldTypes: catalogues.get(run.eventSourceId) ?? new Map(),
      now: run.now,
      steps: stepsOf.get(run.id) ?? [],
    });
    return { run, plan, change: toRunChange(run.id, plan, contactOf(ended.get(run.id))) };
  });
  const queued = await addTaskRuns(
    db,
    workspaceId,
    plans.flatMap(({ run, plan }) => toTaskRuns(run.id, plan)),
  );
  const changes = plans
    .filter(({ run, change }) => change.status !== run.status || change.contactId !== null)
    .map(({ change }) => change);
  await changeRuns(db, workspaceId, changes);
  return toDueWork(
    queued,
    plans.flatMap(({ plan }) => (plan.kind === 'finish' ? [plan.status] : [])),
  );
}

function toRecord(outcome: TaskOutcome): TaskRunRecord {
  const id = outcome.taskRunId;
  switch (outcome.kind) {
    case 'succeeded':
      return { id, status: 'succeeded', output: outcome.output, error: null, dueAt: null };
    case 'retry':
      return { id, status: 'waiting', output: null, error: outcome.failure, dueAt: outcome.dueAt };
    default:
      return { id, status: outcome.kind, output: null, error: outcome.failure, dueAt: null };
  }
}

/** The contact that a run is about, once its contact task says which. */
function contactOf(task: RecordedTaskRun | undefined): string | null {
  const contactId = task?.type === 'contact' ? task.output?.contactId : null;
  return typeof contactId === 'string' ? contactId : null;
}
