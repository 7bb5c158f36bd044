import { newId } from '@canvass/database';
import {
  DeliveryId,
  type EmailSurveyTask,
  type InvitationSnapshot,
  type SmsSurveyTask,
  textMessageLength,
} from '@canvass/domain';
import { type WrittenFrom, writeEmail } from '../survey/write-email.ts';
import { writeText } from '../survey/write-text.ts';
import type { WrittenEmail, WrittenText } from './test-run-steps.ts';

/** As long as a real one, so that a text message has as many segments. */
export const sampleToken = 'sample-link-of-test-run-';

/** What the message of a survey task is made of. */
export type MessageTexts =
  | Pick<EmailSurveyTask, 'type' | 'from' | 'replyTo' | 'subject' | 'message'>
  | Pick<SmsSurveyTask, 'type' | 'message'>;

/** Writes a message as distribution does, with links that lead nowhere. Throws PermanentError `piped-text-failed`. */
export function writeSample(
  step: MessageTexts,
  { recipient, snapshot }: { recipient: string; snapshot: InvitationSnapshot },
  outputs: WrittenFrom['outputs'],
  setting: { surveyUrl: string; timeZone: string },
): { email: WrittenEmail | null; text: WrittenText | null } {
  const delivery = { id: newId(DeliveryId), attemptId: 'test-run', recipient };
  const source = { token: sampleToken, language: snapshot.contact.language, snapshot, outputs };
  if (step.type === 'email-survey') {
    const { from, replyTo, subject, html, text } = writeEmail(delivery, source, step, setting);
    return { email: { from, replyTo, subject, html, text }, text: null };
  }
  const { body } = writeText(delivery, source, step, setting);
  return { email: null, text: { body, ...textMessageLength(body) } };
}
