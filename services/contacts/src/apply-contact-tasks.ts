import {
  addToMailingLists,
  addTransactions,
  derivedId,
  ensureMailingLists,
  findContactsByKeys,
  findNewestRuns,
  insertContacts,
  lockContactKeys,
  type Queryable,
  recordContactChanges,
  replaceContacts,
  type StoredContact,
} from '@canvass/database';
import {
  type ContactId,
  type ContactTask,
  type ContactTaskOutput,
  type MailingListId,
  type RunId,
  TransactionId,
  type WorkspaceId,
} from '@canvass/domain';
import { type ClaimedTask, outcomeOfFailure, type TaskOutcome } from '@canvass/runs';
import { ContactBatch, type ContactEffect, type ContactFacts, keysOf, toContactFacts } from '@canvass/tasks';

interface Prepared {
  readonly task: ClaimedTask;
  readonly step: ContactTask;
  readonly facts: ContactFacts;
}

interface Applied extends Prepared {
  readonly effect: ContactEffect;
  readonly transactionId: TransactionId | null;
}

/**
 * Does these contact tasks inside the caller's transaction, with a fixed number of queries whatever their number, and
 * answers what became of each. A task that can't be done fails alone.
 */
export async function applyContactTasks(
  db: Queryable,
  workspaceId: WorkspaceId,
  tasks: readonly ClaimedTask[],
): Promise<TaskOutcome[]> {
  const failures: TaskOutcome[] = [];
  // Oldest first, so that the newest notification about a person has the last word.
  const inOrder = tasks.toSorted((a, b) => (a.taskRunId < b.taskRunId ? -1 : 1)).map((task) => ({ task }));
  const prepared = doEach(inOrder, failures, ({ task }): Prepared => {
    const step = contactStepOf(task);
    return { task, step, facts: toContactFacts(task, step) };
  });
  if (prepared.length === 0) return failures;

  const keys = keysOf(prepared.map(({ facts, step }) => ({ facts, matchBy: step.matchBy })));
  await lockContactKeys(db, workspaceId, keys);
  const stored = await findContactsByKeys(db, workspaceId, keys);
  const batch = new ContactBatch(stored, await newestRunsOf(db, workspaceId, stored, prepared));
  const applied = doEach(prepared, failures, (each): Applied => {
    const effect = batch.apply(each.step.matchBy, each.facts, each.task.runId);
    return {
      ...each,
      effect,
      transactionId:
        each.facts.transaction === null ? null : derivedId(TransactionId, each.task.taskRunId, 'transaction'),
    };
  });

  await insertContacts(db, workspaceId, batch.created);
  await replaceContacts(db, workspaceId, batch.updated);
  await recordContactChanges(db, workspaceId, applied.flatMap(toChange));
  await addTransactions(db, workspaceId, applied.flatMap(toTransaction));
  const lists = await addToLists(db, workspaceId, applied);
  return [...failures, ...applied.map((each) => toOutcome(each, lists))];
}

/** Ids of runs sort as their notifications came: the oldest of the batch bounds what can be newer than one of it. */
async function newestRunsOf(
  db: Queryable,
  workspaceId: WorkspaceId,
  stored: readonly StoredContact[],
  prepared: readonly Prepared[],
): Promise<ReadonlyMap<ContactId, RunId>> {
  const [oldest] = prepared.map(({ task }) => task.runId).sort();
  const ids = stored.map(({ id }) => id);
  return oldest === undefined ? new Map() : findNewestRuns(db, workspaceId, ids, oldest);
}

/** Does `work` for each; what throws a failure of its own is left out and its outcome added to `failures`. */
function doEach<Item extends { readonly task: ClaimedTask }, Result>(
  items: readonly Item[],
  failures: TaskOutcome[],
  work: (item: Item) => Result,
): Result[] {
  return items.flatMap((item) => {
    try {
      return [work(item)];
    } catch (error) {
      failures.push(outcomeOfFailure(item.task, error, { now: new Date(), random: Math.random() }));
      return [];
    }
  });
}

function contactStepOf({ step }: ClaimedTask): ContactTask {
  if (step.type !== 'contact') throw new Error(`a contact task was expected, not ${step.type}`);
  return step;
}

function toChange({ task, effect }: Applied) {
  const { contactId, outcome, changes } = effect;
  return outcome === 'unchanged'
    ? []
    : [{ contactId, taskRunId: task.taskRunId, runId: task.runId, kind: outcome, changes }];
}

function toTransaction({ task, effect, facts, transactionId }: Applied) {
  return facts.transaction === null || transactionId === null
    ? []
    : [{ id: transactionId, contactId: effect.contactId, taskRunId: task.taskRunId, ...facts.transaction }];
}

async function addToLists(
  db: Queryable,
  workspaceId: WorkspaceId,
  applied: readonly Applied[],
): Promise<ReadonlyMap<string, MailingListId>> {
  const names = applied.flatMap(({ step }) => (step.mailingList === undefined ? [] : [step.mailingList]));
  const lists = await ensureMailingLists(db, workspaceId, [...new Set(names)]);
  const memberships = applied.flatMap(({ step, effect }) => {
    const mailingListId = lists.get(step.mailingList ?? '');
    return mailingListId === undefined ? [] : [{ mailingListId, contactId: effect.contactId }];
  });
  await addToMailingLists(db, workspaceId, memberships);
  return lists;
}

function toOutcome(
  { task, step, effect, transactionId }: Applied,
  lists: ReadonlyMap<string, MailingListId>,
): TaskOutcome {
  const output: ContactTaskOutput = {
    contactId: effect.contactId,
    outcome: effect.outcome,
    changed: Object.keys(effect.changes),
    transactionId,
    mailingListId: lists.get(step.mailingList ?? '') ?? null,
  };
  return { taskRunId: task.taskRunId, kind: 'succeeded', output: { ...output } };
}
