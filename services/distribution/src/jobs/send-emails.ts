import type { Handler, sendEmails } from '@canvass/jobs';
import type { EmailSender } from '@canvass/providers';
import type { z } from 'zod';
import { notConfigured, wrongStep } from '../sending/refusals.ts';
import { type SendingDoors, sendDeliveries } from '../sending/send-deliveries.ts';
import { writeEmail } from '../sending/write-email.ts';

/** Sends e-mail deliveries; `email` is null where no provider is set up. */
export function sendEmailsHandler(
  doors: SendingDoors,
  email: EmailSender | null,
): Handler<z.output<typeof sendEmails.payload>> {
  return ({ workspaceId, deliveryIds }, run) =>
    sendDeliveries(
      doors,
      workspaceId,
      'email',
      deliveryIds,
      async (delivery, source, step, timeZone) => {
        if (step.type !== 'email-survey') throw wrongStep(step);
        if (email === null) return notConfigured;
        return email.send(writeEmail(delivery, source, step, { surveyUrl: doors.surveyUrl, timeZone }));
      },
      run,
    );
}
