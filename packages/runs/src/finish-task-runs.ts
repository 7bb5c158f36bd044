import {
  addTaskRuns,
  changeRuns,
  findFieldTypes,
  findPresentFacts,
  findStepRows,
  lockRunsOfTaskRuns,
  type Queryable,
  type RecordedTaskRun,
  type RunInProgress,
  recordTakenTaskRuns,
  recordTaskRuns,
  type StepRow,
  type TaskRunRecord,
  wakeAnsweredWaits,
} from '@canvass/database';
import type { EventSourceId, FieldTypes, RunId, Step, TaskFailure, TaskRunId, WorkspaceId } from '@canvass/domain';
import type { TakenTask } from './claim-task-runs.ts';
import { type DueWork, toDueWork } from './due-work.ts';
import { planRun, toRunChange, toTaskRuns } from './plan-run.ts';
import { loadRevisions } from './revisions.ts';

/** What became of a claimed task. */
export type TaskOutcome = { taskRunId: TaskRunId } & (
  | { kind: 'succeeded'; output: Record<string, unknown> }
  | { kind: 'failed'; failure: TaskFailure }
  /** A transient failure: tried again at `dueAt`. */
  | { kind: 'retry'; failure: TaskFailure; dueAt: Date }
  /** A wait that is not over yet. */
  | { kind: 'waiting'; dueAt: Date }
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
  const ended = new Map(recorded.filter((task) => task.status !== 'waiting').map((task) => [task.runId, task]));
  const moving = runs.filter((run) => ended.has(run.id));
  const runIds = moving.map((run) => run.id);
  const stepsOf = Map.groupBy(
    moving.length === 0 ? [] : await findStepRows(db, workspaceId, runIds),
    (row: StepRow) => row.runId,
  );
  const moves = moving.map((run) => {
    return { run, steps: stepsOf.get(run.id) ?? [], contactId: contactOf(ended.get(run.id)) };
  });
  const waiting = recorded.filter((task) => task.status === 'waiting').map((task) => task.runId);
  return moveRuns(db, workspaceId, moves, waiting);
}

/**
 * Writes outcomes of tasks that this transaction has taken, and moves their runs on. Offer what it answers (`offerDueWork`)
 * after commit.
 */
export async function finishTakenTasks(
  db: Queryable,
  workspaceId: WorkspaceId,
  tasks: readonly FinishableTask[],
  outcomes: readonly TaskOutcome[],
): Promise<DueWork> {
  if (outcomes.length === 0) return toDueWork([]);
  const taken = new Map(tasks.map((task) => [task.taskRunId, task]));
  const records = outcomes.map(toRecord);
  await recordTakenTaskRuns(db, workspaceId, records);
  const moves: Move[] = [];
  const waiting: RunId[] = [];
  for (const { id, status, output } of records) {
    const task = taken.get(id);
    if (task === undefined) throw new Error(`task run ${id} was not taken`);
    const { runId, runStatus, revisionId, eventSourceId, event: fields, now, stepId, step } = task;
    if (status === 'waiting') waiting.push(runId);
    else {
      moves.push({
        run: { id: runId, status: runStatus, revisionId, eventSourceId, fields, now },
        steps: [...task.steps, { stepId, status, output, parked: false }],
        contactId: contactOf({ type: step.type, output }),
      });
    }
  }
  return moveRuns(db, workspaceId, moves, waiting);
}

/** A taken task, or a taken wait. */
export type FinishableTask = Pick<
  TakenTask,
  'taskRunId' | 'runId' | 'runStatus' | 'revisionId' | 'eventSourceId' | 'event' | 'now' | 'stepId' | 'steps'
> & { readonly step: Pick<Step, 'type'> };

/** A run with a task that has just ended. */
interface Move {
  readonly run: RunInProgress;
  readonly steps: readonly Omit<StepRow, 'runId'>[];
  readonly contactId: string | null;
}

/** Moves runs on to their next task or to their end; those of `waiting` have a task to be tried again. */
async function moveRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  moves: readonly Move[],
  waiting: readonly RunId[],
): Promise<DueWork> {
  const revisions = await loadRevisions(
    db,
    workspaceId,
    moves.map(({ run }) => run.revisionId),
  );
  const decides = moves.some(({ run }) => revisions.get(run.revisionId)?.hasBranch);
  const sources = [...new Set(moves.map(({ run }) => run.eventSourceId))];
  const catalogues: ReadonlyMap<EventSourceId, FieldTypes> = decides
    ? await findFieldTypes(db, workspaceId, sources)
    : new Map();

  const present = await findPresentFacts(
    db,
    workspaceId,
    moves.flatMap(({ run, contactId }) =>
      revisions.get(run.revisionId)?.readsPresent ? [{ runId: run.id, contactId }] : [],
    ),
  );

  const plans = moves.map(({ run, steps, contactId }) => {
    const revision = revisions.get(run.revisionId);
    if (revision === undefined) throw new Error(`no revision ${run.revisionId} of run ${run.id}`);
    const fieldTypes = catalogues.get(run.eventSourceId) ?? new Map();
    const facts = { fieldTypes, now: run.now, present: present.get(run.id) };
    const plan = planRun({ revision, event: run.fields, steps, ...facts });
    return { run, plan, change: toRunChange(run.id, plan, contactId) };
  });
  const added = plans.flatMap(({ run, plan }) => toTaskRuns(run.id, plan));
  const queued = await addTaskRuns(db, workspaceId, added);
  await wakeAnsweredWaits(
    db,
    workspaceId,
    added.flatMap(({ id, waitsFor }) => (waitsFor == null ? [] : [id])),
  );
  const changes = plans
    .filter(({ run, change }) => change.status !== run.status || change.contactId !== null)
    .map(({ change }) => change);
  const waits = waiting.map((id) => ({ id, status: 'waiting' as const, finished: false, contactId: null }));
  await changeRuns(db, workspaceId, [...changes, ...waits]);
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
    case 'waiting':
      return { id, status: 'waiting', output: null, error: null, dueAt: outcome.dueAt };
    case 'retry':
      return { id, status: 'waiting', output: null, error: outcome.failure, dueAt: outcome.dueAt };
    default:
      return { id, status: outcome.kind, output: null, error: outcome.failure, dueAt: null };
  }
}

/** The contact that a run is about, once its contact task says which. */
function contactOf(task: Pick<RecordedTaskRun, 'type' | 'output'> | undefined): string | null {
  const contactId = task?.type === 'contact' ? task.output?.contactId : null;
  return typeof contactId === 'string' ? contactId : null;
}
