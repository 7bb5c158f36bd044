import type { TextSender } from '@canvass/providers';
import { writeText } from '@canvass/tasks';
import { notConfigured, wrongStep } from './refusals.ts';
import type { SendLimits } from './send-limits.ts';
import { createSendingLine, type SendingDoors, type SendingLine } from './sending-line.ts';

/** The line over which texts are sent; `texts` is null where no provider is set up. */
export function createTextLine(doors: SendingDoors, texts: TextSender | null, limits?: SendLimits): SendingLine {
  const { surveyUrl } = doors;
  return createSendingLine(
    doors,
    'sms',
    async (delivery, source, step, timeZone) => {
      if (step.type !== 'sms-survey') throw wrongStep(step);
      if (texts === null) return notConfigured;
      return texts.send(writeText(delivery, source, step, { surveyUrl, timeZone }));
    },
    limits,
  );
}
