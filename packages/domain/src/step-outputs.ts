import type { Step } from './workflow-definition.ts';

const contactOutput = ['contactId', 'outcome', 'changed', 'transactionId', 'mailingListId'] as const;
const surveyOutput = ['deliveryId', 'invitationId', 'contactId', 'channel', 'providerMessageId'] as const;

/** What each type of step puts out: what later conditions and `task.<id>.…` piped text can read. */
export const stepOutputs: Readonly<Record<Step['type'], ReadonlySet<string>>> = {
  contact: new Set(contactOutput),
  'email-survey': new Set(surveyOutput),
  'sms-survey': new Set(surveyOutput),
  wait: new Set(['outcome', 'wentOn', 'because']),
  branch: new Set(['taken', 'because']),
};

/** Output of a contact task. */
export interface ContactTaskOutput {
  contactId: string;
  outcome: 'created' | 'updated' | 'unchanged';
  changed: string[];
  transactionId: string | null;
  mailingListId: string | null;
}

/** Output of an e-mail or SMS survey task. */
export interface SurveyTaskOutput {
  deliveryId: string;
  invitationId: string;
  contactId: string;
  channel: 'email' | 'sms';
  providerMessageId: string | null;
}
