import type { FencedDelivery, MessageSource } from '@canvass/database';
import { type EmailSurveyTask, PermanentError, renderPipedText } from '@canvass/domain';
import type { OutgoingEmail } from '@canvass/providers';
import { frameEmail } from './email-frame.ts';
import { linksOf } from './links.ts';
import { messageScope } from './message-scope.ts';
import { toPlainTextTemplate } from './plain-text.ts';

/** As much of a message source as writing needs. */
export type WrittenFrom = Pick<MessageSource, 'token' | 'language' | 'snapshot' | 'outputs'>;

/** Writes the e-mail of a delivery. Throws PermanentError where the piped text can't be written. */
export function writeEmail(
  delivery: Pick<FencedDelivery, 'id' | 'attemptId' | 'recipient'>,
  source: WrittenFrom,
  step: Pick<EmailSurveyTask, 'from' | 'replyTo' | 'subject' | 'message'>,
  setting: { surveyUrl: string; timeZone: string },
): OutgoingEmail {
  const links = linksOf(setting.surveyUrl, source.token);
  const scope = messageScope(source, links);
  const { timeZone } = setting;
  const subject = renderPipedText(step.subject, scope, { timeZone }).replace(/\s+/g, ' ').trim();
  if (subject === '') throw new PermanentError('piped-text-failed', { detail: 'the subject came out empty' });
  const message = {
    html: renderPipedText(step.message, scope, { escape: 'html', timeZone }),
    text: toTidyText(renderPipedText(toPlainTextTemplate(step.message), scope, { timeZone })),
  };
  const { html, text } = frameEmail({ message, subject, optOutLink: links.optOut, language: source.language });
  return {
    deliveryId: delivery.id,
    attemptId: delivery.attemptId,
    from: { email: step.from.email, name: step.from.name ?? null },
    replyTo: step.replyTo ?? null,
    to: delivery.recipient,
    subject,
    html,
    text,
    unsubscribeUrl: links.optOut,
  };
}

/** Without the lines that conditions and empty fields of the template left behind. */
function toTidyText(text: string): string {
  return text
    .replace(/[^\S\n]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
