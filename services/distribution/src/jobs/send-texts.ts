import type { Handler, sendTexts } from '@canvass/jobs';
import type { z } from 'zod';
import { sendDeliveries } from '../sending/send-deliveries.ts';
import type { SendingLine } from '../sending/sending-line.ts';

/** Sends SMS deliveries that wait. */
export function sendTextsHandler(line: SendingLine): Handler<z.output<typeof sendTexts.payload>> {
  return ({ workspaceId, deliveryIds }, run) => sendDeliveries(line, workspaceId, deliveryIds, run);
}
