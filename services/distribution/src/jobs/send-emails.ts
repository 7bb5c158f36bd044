import type { Handler, sendEmails } from '@canvass/jobs';
import type { z } from 'zod';
import { sendDeliveries } from '../sending/send-deliveries.ts';
import type { SendingLine } from '../sending/sending-line.ts';

/** Sends e-mail deliveries that wait. */
export function sendEmailsHandler(line: SendingLine): Handler<z.output<typeof sendEmails.payload>> {
  return ({ workspaceId, deliveryIds }, run) => sendDeliveries(line, workspaceId, deliveryIds, run);
}
