import type { FencedDelivery } from '@canvass/database';
import { PermanentError, renderPipedText, type SmsSurveyTask } from '@canvass/domain';
import type { OutgoingText } from '@canvass/providers';
import { linksOf } from './links.ts';
import { messageScope } from './message-scope.ts';
import type { WrittenFrom } from './write-email.ts';

/** Writes the text message of a delivery, as authored: STOP is honoured without being announced in each message. */
export function writeText(
  delivery: Pick<FencedDelivery, 'id' | 'attemptId' | 'recipient'>,
  source: WrittenFrom,
  step: Pick<SmsSurveyTask, 'message'>,
  setting: { surveyUrl: string; timeZone: string },
): OutgoingText {
  const scope = messageScope(source, linksOf(setting.surveyUrl, source.token));
  const body = renderPipedText(step.message, scope, { timeZone: setting.timeZone }).trim();
  if (body === '') throw new PermanentError('piped-text-failed', { detail: 'the message came out empty' });
  return { deliveryId: delivery.id, attemptId: delivery.attemptId, to: delivery.recipient, body };
}
