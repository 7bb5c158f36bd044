import type { EmailSender } from '@canvass/providers';
import { writeEmail } from '@canvass/tasks';
import { notConfigured, wrongStep } from './refusals.ts';
import type { SendLimits } from './send-limits.ts';
import { createSendingLine, type SendingDoors, type SendingLine } from './sending-line.ts';

/** The line over which e-mail is sent; `email` is null where no provider is set up. */
export function createEmailLine(doors: SendingDoors, email: EmailSender | null, limits?: SendLimits): SendingLine {
  const { surveyUrl } = doors;
  return createSendingLine(
    doors,
    'email',
    async (delivery, source, step, timeZone) => {
      if (step.type !== 'email-survey') throw wrongStep(step);
      if (email === null) return notConfigured;
      return email.send(writeEmail(delivery, source, step, { surveyUrl, timeZone }));
    },
    limits,
  );
}
