import type { Handler, sendTexts } from '@canvass/jobs';
import type { TextSender } from '@canvass/providers';
import type { z } from 'zod';
import { notConfigured, wrongStep } from '../sending/refusals.ts';
import { type SendingDoors, sendDeliveries } from '../sending/send-deliveries.ts';
import { writeText } from '../sending/write-text.ts';

/** Sends SMS deliveries; `texts` is null where no provider is set up. */
export function sendTextsHandler(
  doors: SendingDoors,
  texts: TextSender | null,
): Handler<z.output<typeof sendTexts.payload>> {
  return ({ workspaceId, deliveryIds }, run) =>
    sendDeliveries(
      doors,
      workspaceId,
      'sms',
      deliveryIds,
      async (delivery, source, step, timeZone) => {
        if (step.type !== 'sms-survey') throw wrongStep(step);
        if (texts === null) return notConfigured;
        return texts.send(writeText(delivery, source, step, { surveyUrl: doors.surveyUrl, timeZone }));
      },
      run,
    );
}
