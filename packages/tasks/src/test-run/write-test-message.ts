import { newId, type Queryable } from '@canvass/database';
import { DeliveryId, escapeHtml, type WorkspaceId } from '@canvass/domain';
import type { OutgoingEmail, OutgoingText } from '@canvass/providers';
import { withKnownFields } from '@canvass/runs';
import { linksOf } from '../survey/links.ts';
import { writeEmail } from '../survey/write-email.ts';
import { writeText } from '../survey/write-text.ts';
import { invitedBy } from './invited-by.ts';
import type { PreviewInput } from './preview-message.ts';
import { sampleToken } from './write-sample.ts';

export interface TestMessageInput extends PreviewInput {
  to: string;
  /** Where the link to the survey leads; null = nowhere. */
  surveyLink: string | null;
  /** Says at the top of an e-mail that it is a test. */
  notice: string;
}

export type TestMessage = { channel: 'email'; email: OutgoingEmail } | { channel: 'sms'; text: OutgoingText };

/**
 * A message as its task would write it, addressed to whoever tests it and marked as a test. It belongs to no delivery: what
 * the provider reports about it finds nothing. Only reads. Throws PermanentError where the message can't be written.
 */
export async function writeTestMessage(
  db: Queryable,
  workspaceId: WorkspaceId,
  { message, to, surveyLink, notice, ...input }: TestMessageInput,
): Promise<TestMessage> {
  const { event, fieldTypes, surveyUrl, timeZone } = input;
  const { contact, transaction, outputs } = await invitedBy(db, workspaceId, input);
  const snapshot = { contact, transaction, event: withKnownFields(event, fieldTypes.keys()) };
  const delivery = { id: newId(DeliveryId), attemptId: crypto.randomUUID(), recipient: to };
  const source = { token: sampleToken, language: contact.language, snapshot, outputs };
  const nowhere = linksOf(surveyUrl, sampleToken).survey;
  const linked = (text: string) => (surveyLink === null ? text : text.replaceAll(nowhere, surveyLink));
  if (message.type === 'sms-survey') {
    const text = writeText(delivery, source, message, { surveyUrl, timeZone });
    return { channel: 'sms', text: { ...text, body: `[Test] ${linked(text.body)}` } };
  }
  const email = writeEmail(delivery, source, message, { surveyUrl, timeZone });
  const marked = {
    subject: `[Test] ${email.subject}`,
    html: withNotice(linked(email.html), notice),
    text: `${notice}\n\n${linked(email.text)}`,
  };
  return { channel: 'email', email: { ...email, ...marked } };
}

/** The notice as the first thing of the body. */
function withNotice(html: string, notice: string): string {
  const style =
    'margin:0;padding:8px 16px;background:#fdf4e3;color:#7a4304;font-family:sans-serif;font-size:13px;line-height:20px;text-align:center';
  const banner = `<p style="${style}">${escapeHtml(notice)}</p>`;
  const body = /<body\b[^>]*>/i.exec(html);
  if (body === null) return banner + html;
  const end = body.index + body[0].length;
  return html.slice(0, end) + banner + html.slice(end);
}
