import type { ContactToInvite, ExistingDelivery, SurveyToSend } from '@canvass/database';
import {
  type Channel,
  type EmailSurveyTask,
  type InvitationSnapshot,
  normalizeEmail,
  normalizePhone,
  type SmsSurveyTask,
  type TaskFailure,
} from '@canvass/domain';
import type { ClaimedTask } from '@canvass/runs';

/** What deciding about a survey task needs to know of its run. */
export type SurveyTaskFacts = Pick<ClaimedTask, 'event' | 'outputs' | 'defaultCountry'> & {
  step: EmailSurveyTask | SmsSurveyTask;
};

export type SurveyTaskRun = ClaimedTask & SurveyTaskFacts;

export interface PreparationFacts {
  survey: SurveyToSend | null;
  contact: ContactToInvite | null;
  transaction: InvitationSnapshot['transaction'];
}

export type Decision =
  | { kind: 'invite'; survey: SurveyToSend; contact: ContactToInvite; recipient: string; snapshot: InvitationSnapshot }
  | { kind: 'opted-out'; survey: SurveyToSend; contact: ContactToInvite; recipient: string }
  | { kind: 'failed'; failure: TaskFailure };

export function channelOf(step: SurveyTaskFacts['step']): Channel {
  return step.type === 'email-survey' ? 'email' : 'sms';
}

/** Whether a survey goes out, to whom, and with which facts; a wish not to be written to comes before a missing address. */
export function decidePreparation(task: SurveyTaskFacts, facts: PreparationFacts): Decision {
  const { survey, contact } = facts;
  if (survey === null) return failed('survey-not-found');
  if (survey.status !== 'active') return failed('survey-not-active', `“${survey.name}” is ${survey.status}`);
  if (contact === null) return failed('contact-missing', `step ${task.step.contactStep}`);
  const channel = channelOf(task.step);
  const address = channel === 'email' ? contact.facts.email : contact.facts.phone;
  if (contact.optedOut[channel] || contact.listsOptedOut.includes(mailingListOf(task) ?? '')) {
    return { kind: 'opted-out', survey, contact, recipient: address ?? '' };
  }
  if (address === null || address === '') {
    return failed(channel === 'email' ? 'contact-without-email' : 'contact-without-phone');
  }
  const recipient = channel === 'email' ? normalizeEmail(address) : normalizePhone(address, task.defaultCountry);
  if (recipient === null) return failed(channel === 'email' ? 'invalid-email' : 'invalid-phone');
  const snapshot = { contact: contact.facts, transaction: facts.transaction, event: task.event };
  return { kind: 'invite', survey, contact, recipient, snapshot };
}

export type Settled = { kind: 'under-way' } | { kind: 'sent' } | { kind: 'failed' | 'skipped'; failure: TaskFailure };

/**
 * What a delivery that is there already means for its task run; null when it may be prepared (again). A failure was met
 * by the user's retry only in a first attempt: in a later one the worker died, and the delivery tells how it ended.
 */
export function settledByDelivery(existing: ExistingDelivery, attempts: number): Settled | null {
  const { status, sentAt, error } = existing;
  if (status === 'queued' || status === 'sending') return { kind: 'under-way' };
  if (status === 'unknown') return { kind: 'failed', failure: { code: 'delivery-unknown', detail: null } };
  const wentOut = sentAt !== null || !['failed', 'opted-out', 'skipped'].includes(status);
  if (wentOut) return { kind: 'sent' };
  if (attempts === 1) return null;
  if (status === 'opted-out') return { kind: 'skipped', failure: { code: 'contact-opted-out', detail: null } };
  return { kind: 'failed', failure: error ?? { code: 'provider-refused', detail: null } };
}

/** What the contact task of this run put out. */
export function contactIdOf(task: SurveyTaskFacts): string | null {
  return outputText(task, 'contactId');
}

export function transactionIdOf(task: SurveyTaskFacts): string | null {
  return outputText(task, 'transactionId');
}

function mailingListOf(task: SurveyTaskFacts): string | null {
  return outputText(task, 'mailingListId');
}

function outputText(task: SurveyTaskFacts, name: string): string | null {
  const value = task.outputs[task.step.contactStep]?.[name];
  return typeof value === 'string' ? value : null;
}

function failed(code: TaskFailure['code'], detail: string | null = null): Decision {
  return { kind: 'failed', failure: { code, detail } };
}
