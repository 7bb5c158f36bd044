import type { Handler, sendTexts } from '@canvass/jobs';
import type { TextSender } from '@canvass/providers';
import { writeText } from '@canvass/tasks';
import type { z } from 'zod';
import { notConfigured, wrongStep } from '../sending/refusals.ts';
import { sendDeliveries } from '../sending/send-deliveries.ts';
import type { SendLimits } from '../sending/send-limits.ts';
import { createSendingLine, type SendingDoors } from '../sending/sending-line.ts';

/** Sends SMS deliveries; `texts` is null where no provider is set up. */
export function sendTextsHandler(
  doors: SendingDoors,
  texts: TextSender | null,
  limits?: SendLimits,
): Handler<z.output<typeof sendTexts.payload>> {
  const line = createSendingLine(doors, 'sms', limits);
  return ({ workspaceId, deliveryIds }, run) =>
    sendDeliveries(
      line,
      workspaceId,
      deliveryIds,
      async (delivery, source, step, timeZone) => {
        if (step.type !== 'sms-survey') throw wrongStep(step);
        if (texts === null) return notConfigured;
        return texts.send(writeText(delivery, source, step, { surveyUrl: doors.surveyUrl, timeZone }));
      },
      run,
    );
}
