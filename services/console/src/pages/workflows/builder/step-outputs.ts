import type { Step } from './definition.ts';
import type { FieldType } from './operators.ts';

export interface StepOutput {
  name: string;
  type: FieldType;
  /** What it can be, where that is known. */
  values?: readonly string[];
}

const message: readonly StepOutput[] = [
  { name: 'channel', type: 'text', values: ['email', 'sms'] },
  { name: 'deliveryId', type: 'text' },
  { name: 'invitationId', type: 'text' },
  { name: 'contactId', type: 'text' },
  { name: 'providerMessageId', type: 'text' },
];

/** What a step puts out, for later conditions and texts; the likeliest first. */
export const outputsOf: Readonly<Record<Step['type'], readonly StepOutput[]>> = {
  contact: [
    { name: 'outcome', type: 'text', values: ['created', 'updated', 'unchanged'] },
    { name: 'changed', type: 'multi-select' },
    { name: 'contactId', type: 'text' },
    { name: 'transactionId', type: 'text' },
    { name: 'mailingListId', type: 'text' },
  ],
  'email-survey': message,
  'sms-survey': message,
  wait: [
    { name: 'outcome', type: 'text', values: ['time-over', 'answered', 'no-invitation', 'continued'] },
    { name: 'wentOn', type: 'boolean' },
    { name: 'because', type: 'text' },
  ],
  branch: [
    { name: 'taken', type: 'text', values: ['steps', 'otherwise'] },
    { name: 'because', type: 'text' },
  ],
};
