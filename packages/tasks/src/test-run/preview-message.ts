import { blankContact, type Queryable } from '@canvass/database';
import {
  type ContactTask,
  type ContactTaskOutput,
  type FieldTypes,
  type InvitationSnapshot,
  PermanentError,
  type TaskFailure,
  type WorkspaceId,
} from '@canvass/domain';
import { withKnownFields } from '@canvass/runs';
import type { WrittenEmail, WrittenText } from './test-run-steps.ts';
import { TriedContacts } from './tried-contacts.ts';
import { type MessageTexts, writeSample } from './write-sample.ts';

export interface PreviewInput {
  message: MessageTexts;
  /** The task whose contact would be invited; null while none is chosen, or it is not finished. */
  contactTask: ContactTask | null;
  event: Record<string, string | null>;
  fieldTypes: FieldTypes;
  arrivedAt: Date;
  timeZone: string;
  defaultCountry: string;
  surveyUrl: string;
}

export interface MessagePreview {
  recipient: string | null;
  email: WrittenEmail | null;
  text: WrittenText | null;
  error: TaskFailure | null;
}

/** A message as it would be written, whether or not the run would come to it. Only reads. */
export async function previewMessage(
  db: Queryable,
  workspaceId: WorkspaceId,
  input: PreviewInput,
): Promise<MessagePreview> {
  const { message, event, fieldTypes, surveyUrl, timeZone } = input;
  const { contact, transaction, outputs } = await invitedBy(db, workspaceId, input);
  const recipient = message.type === 'email-survey' ? contact.email : contact.phone;
  const snapshot = { contact, transaction, event: withKnownFields(event, fieldTypes.keys()) };
  try {
    const written = writeSample(message, { recipient: recipient ?? '', snapshot }, outputs, { surveyUrl, timeZone });
    return { ...written, recipient, error: null };
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return { recipient, email: null, text: null, error: { code: error.code, detail: error.detail } };
  }
}

interface Invited extends Pick<InvitationSnapshot, 'contact' | 'transaction'> {
  outputs: Record<string, Record<string, unknown>>;
}

/** The contact as its task would leave it; nobody where the task would fail. */
async function invitedBy(db: Queryable, workspaceId: WorkspaceId, input: PreviewInput): Promise<Invited> {
  const { contactTask, event, timeZone, defaultCountry, arrivedAt: receivedAt } = input;
  const nobody = { contact: { id: '', ...blankContact }, transaction: null, outputs: {} };
  if (contactTask === null) return nobody;
  const contacts = new TriedContacts(db, workspaceId);
  const output = await tried(contacts, contactTask, { event, outputs: {}, timeZone, defaultCountry, receivedAt });
  if (output === null) return nobody;
  const invited = await contacts.toInvite(output.contactId);
  return {
    contact: invited?.facts ?? nobody.contact,
    transaction: contacts.transaction(output.transactionId),
    outputs: { [contactTask.id]: { ...output } },
  };
}

async function tried(
  contacts: TriedContacts,
  ...task: Parameters<TriedContacts['try']>
): Promise<ContactTaskOutput | null> {
  try {
    return (await contacts.try(...task)).output;
  } catch (error) {
    if (error instanceof PermanentError) return null;
    throw error;
  }
}
