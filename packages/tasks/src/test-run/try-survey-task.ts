import { findSurveysToSend, newId, type Queryable } from '@canvass/database';
import { DeliveryId, PermanentError, type SurveyTaskOutput, type TaskFailure, type WorkspaceId } from '@canvass/domain';
import {
  channelOf,
  contactIdOf,
  type Decision,
  decidePreparation,
  type SurveyTaskFacts,
  transactionIdOf,
} from '../survey/decide.ts';
import type { SurveyShown, WrittenEmail, WrittenText } from './test-run-steps.ts';
import type { TriedContacts } from './tried-contacts.ts';
import { writeSample } from './write-sample.ts';

export interface TriedSurveyTask {
  status: 'succeeded' | 'failed' | 'skipped';
  error: TaskFailure | null;
  output: Record<string, unknown> | null;
  survey: SurveyShown | null;
  email: WrittenEmail | null;
  text: WrittenText | null;
}

interface Setting {
  surveyUrl: string;
  timeZone: string;
}

/** Decides and writes as distribution does, and sends nothing. */
export async function trySurveyTask(
  db: Queryable,
  workspaceId: WorkspaceId,
  task: SurveyTaskFacts,
  contacts: TriedContacts,
  setting: Setting,
): Promise<TriedSurveyTask> {
  const { step } = task;
  const survey = (await findSurveysToSend(db, workspaceId, [step.surveyId])).get(step.surveyId) ?? null;
  const contact = await contacts.toInvite(contactIdOf(task));
  const transaction = contacts.transaction(transactionIdOf(task));
  const decision = decidePreparation(task, { survey, contact, transaction });
  const recipient = 'recipient' in decision ? decision.recipient || null : null;
  const nothing = { output: null, survey: survey && { name: survey.name, recipient }, email: null, text: null };
  if (decision.kind === 'failed') return { ...nothing, status: 'failed', error: decision.failure };
  if (decision.kind === 'opted-out') {
    return { ...nothing, status: 'skipped', error: { code: 'contact-opted-out', detail: null } };
  }
  try {
    return {
      ...nothing,
      status: 'succeeded',
      error: null,
      output: outputOf(task, decision),
      ...writeSample(task.step, decision, task.outputs, setting),
    };
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return { ...nothing, status: 'failed', error: { code: error.code, detail: error.detail } };
  }
}

type Invitation = Extract<Decision, { kind: 'invite' }>;

/** Ids that later steps may read, of things that are not there. */
function outputOf({ step }: SurveyTaskFacts, { contact }: Invitation): Record<string, unknown> {
  const output: SurveyTaskOutput = {
    deliveryId: newId(DeliveryId),
    invitationId: newId(DeliveryId),
    contactId: contact.facts.id,
    channel: channelOf(step),
    providerMessageId: null,
  };
  return { ...output };
}
