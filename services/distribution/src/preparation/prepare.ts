import { randomBytes } from 'node:crypto';
import {
  appendDeliveryEvents,
  type DeliveryToMake,
  deliveryIdOf,
  derivedId,
  findContactsToInvite,
  findSurveysToSend,
  findTransactionSnapshots,
  getOrCreateDistributions,
  type InvitationToMake,
  lockDeliveriesOfTaskRuns,
  type Queryable,
  type SavedInvitation,
  saveDeliveries,
  saveInvitations,
} from '@canvass/database';
import {
  type Channel,
  ContactId,
  type DeliveryId,
  InvitationId,
  type TaskRunId,
  type WorkspaceId,
} from '@canvass/domain';
import { currentTraceparent, traceIdOf } from '@canvass/platform';
import {
  type ClaimedTask,
  claimTaskRuns,
  type DueWork,
  finishTaskRuns,
  outcomeOfFailure,
  type TaskOutcome,
} from '@canvass/runs';
import {
  channelOf,
  contactIdOf,
  type Decision,
  decidePreparation,
  type SurveyTaskRun,
  settledByDelivery,
  transactionIdOf,
} from '@canvass/tasks';
import type { Fenced } from '../sending/send-attempt.ts';

/** When task runs are prepared, and how many of their e-mails are sent at once, each under one of these ids. */
export interface Moment {
  now: Date;
  attemptIds?: readonly string[];
}

export interface Prepared {
  /** New deliveries, to be offered for sending after commit. */
  queued: Record<Channel, DeliveryId[]>;
  /** New deliveries that are fenced already, to be sent after commit by this worker. */
  fenced: Fenced[];
  /** Runs that moved on because their task failed or was skipped. */
  due: DueWork;
  /** Task runs that were claimed. */
  taken: readonly TaskRunId[];
  notInvited: number;
}

type Going = { task: SurveyTaskRun; decision: Exclude<Decision, { kind: 'failed' }> };

/**
 * Makes invitation and delivery of each survey task run, with the facts of this moment. Claim, effect and outcome are
 * one transaction (the caller's): whatever happens, a task run has one delivery, or none and is still due.
 */
export async function prepareTaskRuns(
  db: Queryable,
  workspaceId: WorkspaceId,
  taskRunIds: readonly TaskRunId[],
  fedAgain: boolean,
  moment: Moment,
): Promise<Prepared> {
  const claimed = (await claimTaskRuns(db, workspaceId, taskRunIds, fedAgain)).filter(isSurveyTaskRun);
  const { fresh, outcomes } = await settleExisting(db, workspaceId, claimed);
  const going: Going[] = [];
  for (const { task, decision } of await decide(db, workspaceId, fresh)) {
    if (decision.kind === 'failed') outcomes.push({ taskRunId: task.taskRunId, ...decision });
    else going.push({ task, decision });
    if (decision.kind === 'opted-out') {
      const failure = { code: 'contact-opted-out' as const, detail: null };
      outcomes.push({ taskRunId: task.taskRunId, kind: 'skipped', failure });
    }
  }
  const saved = await save(db, workspaceId, going, moment);
  const due = await finishTaskRuns(db, workspaceId, outcomes);
  return { ...saved, due, taken: claimed.map((task) => task.taskRunId), notInvited: outcomes.length };
}

/** Ends a task run whose preparation failed in a way that nobody foresaw. */
export async function giveUpTaskRun(
  db: Queryable,
  workspaceId: WorkspaceId,
  taskRunId: TaskRunId,
  error: unknown,
): Promise<Prepared> {
  const claimed = await claimTaskRuns(db, workspaceId, [taskRunId], true);
  const chance = { now: new Date(), random: Math.random() };
  const due = await finishTaskRuns(
    db,
    workspaceId,
    claimed.map((task) => outcomeOfFailure(task, error, chance)),
  );
  const taken = claimed.map((task) => task.taskRunId);
  return { queued: { email: [], sms: [] }, fenced: [], due, taken, notInvited: taken.length };
}

/** Task runs that have a delivery already: a doubled job, a worker that died, or a retry after the message went out. */
async function settleExisting(db: Queryable, workspaceId: WorkspaceId, claimed: readonly SurveyTaskRun[]) {
  const existing = await lockDeliveriesOfTaskRuns(
    db,
    workspaceId,
    claimed.map((task) => task.taskRunId),
  );
  const outcomes: TaskOutcome[] = [];
  const fresh: SurveyTaskRun[] = [];
  for (const task of claimed) {
    const { taskRunId } = task;
    const delivery = existing.get(taskRunId);
    const settled = delivery === undefined ? null : settledByDelivery(delivery, task.attempts);
    if (delivery === undefined || settled === null) {
      fresh.push(task);
    } else if (settled.kind === 'failed' || settled.kind === 'skipped') {
      outcomes.push({ taskRunId, ...settled });
    } else if (settled.kind === 'sent') {
      const { id: deliveryId, invitationId, contactId, channel, providerMessageId } = delivery;
      const output = { deliveryId, invitationId, contactId, channel, providerMessageId };
      outcomes.push({ taskRunId, kind: 'succeeded', output });
    }
  }
  return { fresh, outcomes };
}

async function decide(db: Queryable, workspaceId: WorkspaceId, tasks: readonly SurveyTaskRun[]) {
  const present = (id: string | null) => (id === null ? [] : [id]);
  const surveys = await findSurveysToSend(
    db,
    workspaceId,
    tasks.map((task) => task.step.surveyId),
  );
  const contacts = await findContactsToInvite(
    db,
    workspaceId,
    tasks.flatMap((task) => present(contactIdOf(task))),
  );
  const transactions = await findTransactionSnapshots(
    db,
    workspaceId,
    tasks.flatMap((task) => present(transactionIdOf(task))),
  );
  return tasks.map((task) => ({
    task,
    decision: decidePreparation(task, {
      survey: surveys.get(task.step.surveyId) ?? null,
      contact: contacts.get(contactIdOf(task) ?? '') ?? null,
      transaction: transactions.get(transactionIdOf(task) ?? '') ?? null,
    }),
  }));
}

async function save(
  db: Queryable,
  workspaceId: WorkspaceId,
  going: readonly Going[],
  { now, attemptIds = [] }: Moment,
): Promise<Pick<Prepared, 'queued' | 'fenced'>> {
  const distributions = await getOrCreateDistributions(
    db,
    workspaceId,
    going.map(({ task, decision }) => ({
      workflowId: task.workflowId,
      stepId: task.stepId,
      surveyId: task.step.surveyId,
      channel: channelOf(task.step),
      name: task.step.name ?? decision.survey.name,
    })),
  );
  const invitations = await saveInvitations(db, workspaceId, going.flatMap(toInvitation));
  const attempts = attemptIds.values();
  const deliveries = going.flatMap(({ task, decision }, index): DeliveryToMake[] => {
    const distributionId = distributions[index];
    if (distributionId === undefined) return [];
    const invited = decision.kind === 'invite';
    const attemptId = invited && channelOf(task.step) === 'email' ? (attempts.next().value ?? null) : null;
    return [
      {
        id: deliveryIdOf(task.taskRunId),
        taskRunId: task.taskRunId,
        runId: task.runId,
        workflowId: task.workflowId,
        distributionId,
        surveyId: task.step.surveyId,
        contactId: decision.contact.facts.id,
        invitationId: invitations.get(task.taskRunId)?.id ?? null,
        channel: channelOf(task.step),
        recipient: decision.recipient,
        status: invited ? (attemptId === null ? 'queued' : 'sending') : 'opted-out',
        attemptId,
        traceparent: traceOf(task),
      },
    ];
  });
  const saved = await saveDeliveries(db, workspaceId, deliveries);
  const events = deliveries.flatMap(({ taskRunId, status }) => {
    const deliveryId = saved.get(taskRunId)?.id;
    // What is sent at once was never queued: the ledger begins with what becomes of it.
    if (deliveryId === undefined || status === 'sending') return [];
    return [{ deliveryId, type: status, at: now, detail: {}, providerEventId: null }];
  });
  await appendDeliveryEvents(db, workspaceId, events);
  const queuedOver = (channel: Channel) =>
    deliveries.flatMap((each) => {
      const now = saved.get(each.taskRunId);
      return now?.status === 'queued' && each.channel === channel ? [now.id] : [];
    });
  const tasks = new Map(going.map(({ task, decision }) => [task.taskRunId, { task, decision }]));
  const fenced = deliveries.flatMap((delivery) => {
    const one = tasks.get(delivery.taskRunId);
    const invitation = invitations.get(delivery.taskRunId);
    if (saved.get(delivery.taskRunId)?.status !== 'sending' || one === undefined || invitation === undefined) return [];
    return toFenced(delivery, one, invitation);
  });
  return { queued: { email: queuedOver('email'), sms: queuedOver('sms') }, fenced };
}

/** What `fenceDeliveries` and `findMessageSources` would answer of a delivery that was fenced as it was written. */
function toFenced(delivery: DeliveryToMake, { task, decision }: Going, { id, token }: SavedInvitation): Fenced[] {
  const { attemptId } = delivery;
  if (attemptId === null || decision.kind !== 'invite') return [];
  const { contact, snapshot } = decision;
  return [
    {
      delivery: {
        ...delivery,
        contactId: ContactId.parse(contact.facts.id),
        attemptId,
        attempt: 1,
        firstFailedAt: null,
      },
      source: {
        invitationId: id,
        token,
        language: contact.facts.language,
        snapshot,
        outputs: task.outputs,
        optedOut: false,
      },
      step: task.step,
      timeZone: task.timeZone,
    },
  ];
}

function toInvitation({ task, decision }: Going): InvitationToMake[] {
  if (decision.kind !== 'invite') return [];
  return [
    {
      id: derivedId(InvitationId, task.taskRunId, 'invitation'),
      token: randomBytes(18).toString('base64url'),
      taskRunId: task.taskRunId,
      runId: task.runId,
      surveyId: task.step.surveyId,
      contactId: decision.contact.facts.id,
      snapshot: decision.snapshot,
      language: decision.contact.facts.language,
      expiresAfterDays: task.step.linkExpiresAfterDays,
      traceparent: traceOf(task),
    },
  ];
}

/** This span, where it belongs to the notification's trace; otherwise (a job of the relay) the run's own. */
function traceOf(task: ClaimedTask): string {
  const current = currentTraceparent();
  return current !== '' && traceIdOf(current) === traceIdOf(task.traceparent) ? current : task.traceparent;
}

function isSurveyTaskRun(task: ClaimedTask): task is SurveyTaskRun {
  return task.step.type !== 'contact';
}
