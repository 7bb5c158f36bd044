import type { Handler, sendEmails } from '@canvass/jobs';
import type { EmailSender } from '@canvass/providers';
import { writeEmail } from '@canvass/tasks';
import type { z } from 'zod';
import { notConfigured, wrongStep } from '../sending/refusals.ts';
import { sendDeliveries } from '../sending/send-deliveries.ts';
import type { SendLimits } from '../sending/send-limits.ts';
import { createSendingLine, type SendingDoors } from '../sending/sending-line.ts';

/** Sends e-mail deliveries; `email` is null where no provider is set up. */
export function sendEmailsHandler(
  doors: SendingDoors,
  email: EmailSender | null,
  limits?: SendLimits,
): Handler<z.output<typeof sendEmails.payload>> {
  const line = createSendingLine(doors, 'email', limits);
  return ({ workspaceId, deliveryIds }, run) =>
    sendDeliveries(
      line,
      workspaceId,
      deliveryIds,
      async (delivery, source, step, timeZone) => {
        if (step.type !== 'email-survey') throw wrongStep(step);
        if (email === null) return notConfigured;
        return email.send(writeEmail(delivery, source, step, { surveyUrl: doors.surveyUrl, timeZone }));
      },
      run,
    );
}
