import {
  type ActivityAnnouncer,
  type DeliveryAddress,
  findDeliveryOfAttempt,
  findDeliveryOfProviderMessage,
  inWorkspace,
  type Pool,
  recordDeliveryEvent,
} from '@canvass/database';
import { type DeliveryEventType, DeliveryId } from '@canvass/domain';
import type { Logger } from '@canvass/platform';
import { twilioFailure } from '@canvass/providers';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { parametersOf } from './twilio-request.ts';

const StatusCallback = z.object({
  MessageSid: z.string().min(1).max(64),
  MessageStatus: z.string().max(32),
  ErrorCode: z.coerce.number().int().optional(),
  ErrorMessage: z.string().max(1000).optional(),
});
const Attempt = z.object({ delivery: DeliveryId, attempt: z.uuid() });

/** Statuses that tell more than that Twilio has the message: https://www.twilio.com/docs/messaging/api/message-resource#message-status-values */
const eventTypes: Readonly<Record<string, DeliveryEventType>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'opened',
  undelivered: 'failed',
  failed: 'failed',
};

/** Twilio tells what became of a text. A repeated callback changes nothing. */
export function twilioStatus(deps: { pool: Pool; announcer: ActivityAnnouncer; log: Logger }): RequestHandler {
  return async (request, response) => {
    const callback = StatusCallback.safeParse(parametersOf(request));
    if (!callback.success) {
      response.status(400).type('text/plain').send('Not a status callback.\n');
      return;
    }
    const { MessageSid: sid, MessageStatus: status, ErrorCode: code, ErrorMessage: words } = callback.data;
    const type = eventTypes[status];
    const found = type === undefined ? null : await findDelivery(deps.pool, request, sid);
    if (type !== undefined && found !== null) {
      const { workspaceId, deliveryId } = found;
      await inWorkspace(deps.pool, workspaceId, (db) =>
        recordDeliveryEvent(db, workspaceId, {
          deliveryId,
          type,
          at: new Date(),
          detail: { provider: 'twilio', status, ...(code === undefined ? {} : { code }) },
          providerEventId: `${sid} ${status}`,
          ...(type === 'failed' ? { failure: twilioFailure(code ?? null, words ?? null) } : {}),
        }),
      );
      deps.announcer.changed(workspaceId, 'deliveries');
    }
    deps.log.info({ sid, status, deliveryId: found?.deliveryId ?? null }, 'webhook.twilio-status');
    response.status(204).end();
  };
}

/** By the ids in the callback's address, which are there before the message's SID is recorded. */
async function findDelivery(pool: Pool, request: Request, sid: string): Promise<DeliveryAddress | null> {
  const named = Attempt.safeParse(request.query);
  return named.success
    ? findDeliveryOfAttempt(pool, named.data.delivery, named.data.attempt)
    : findDeliveryOfProviderMessage(pool, sid);
}
