import type { Queryable } from '@canvass/database';
import { type FieldTypes, PermanentError, type TaskFailure, type WorkspaceId } from '@canvass/domain';
import { withKnownFields } from '@canvass/runs';
import { type InvitedFrom, invitedBy } from './invited-by.ts';
import type { WrittenEmail, WrittenText } from './test-run-steps.ts';
import { type MessageTexts, writeSample } from './write-sample.ts';

export interface PreviewInput extends InvitedFrom {
  message: MessageTexts;
  fieldTypes: FieldTypes;
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
