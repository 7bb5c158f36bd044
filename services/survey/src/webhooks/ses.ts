import {
  type ActivityAnnouncer,
  type DeliveryAddress,
  findDeliveryOfAttempt,
  findDeliveryOfProviderMessage,
  inWorkspace,
  optOutContacts,
  type Pool,
  recordDeliveryEvent,
} from '@canvass/database';
import { DeliveryId } from '@canvass/domain';
import type { Logger } from '@canvass/platform';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import { SesEvent, type SesFact, toFact } from './ses-event.ts';
import { isSignedBySns, type SnsFetch, SnsMessage, toSnsUrl } from './sns-signature.ts';

interface SesDeps {
  pool: Pool;
  announcer: ActivityAnnouncer;
  log: Logger;
  snsTopicArn: string | null;
  snsFetch: SnsFetch;
}

/** SES reports through Amazon SNS: delivered, bounced, complaint, opened, clicked. Only our own topic is believed. */
export function sesWebhook(deps: SesDeps): RequestHandler {
  return async (request, response) => {
    const message = SnsMessage.safeParse(parseJson(request.body));
    if (!message.success) {
      response.status(400).type('text/plain').send('Not a message of Amazon SNS.\n');
      return;
    }
    if (message.data.TopicArn !== deps.snsTopicArn || !(await isSignedBySns(message.data, deps.snsFetch))) {
      deps.log.warn({ configured: deps.snsTopicArn !== null }, 'webhook.signature-refused');
      response.status(403).type('text/plain').send('The message is not of the topic that is set up.\n');
      return;
    }
    if (message.data.Type === 'SubscriptionConfirmation') await confirm(message.data, deps);
    if (message.data.Type === 'Notification') await take(message.data, deps);
    response.status(204).end();
  };
}

async function confirm(message: SnsMessage, { snsFetch, log }: SesDeps): Promise<void> {
  const url = toSnsUrl(message.SubscribeURL ?? '');
  if (url === null) return;
  await snsFetch(url);
  log.info('webhook.ses-subscribed');
}

async function take(message: SnsMessage, deps: SesDeps): Promise<void> {
  const event = SesEvent.safeParse(parseJson(message.Message));
  const fact = event.success ? toFact(event.data, new Date()) : null;
  const found = event.success && fact ? await findDelivery(deps.pool, event.data) : null;
  if (fact && found) await record(deps, found, fact, message.MessageId);
  deps.log.info({ event: fact?.type ?? null, deliveryId: found?.deliveryId ?? null }, 'webhook.ses-event');
}

async function record(deps: SesDeps, found: DeliveryAddress, fact: SesFact, snsMessageId: string): Promise<void> {
  const { workspaceId, deliveryId, contactId } = found;
  await inWorkspace(deps.pool, workspaceId, async (db) => {
    await recordDeliveryEvent(db, workspaceId, { deliveryId, ...fact, providerEventId: snsMessageId });
    if (fact.type === 'complaint') await optOutContacts(db, workspaceId, [contactId], 'email', 'complaint');
  });
  deps.announcer.changed(workspaceId, 'deliveries', 'contacts');
}

const Tags = z.object({ delivery: z.tuple([DeliveryId]), attempt: z.tuple([z.uuid()]) });

/** By the tags of the message, which are there before SES's id of it is recorded; identity notifications lack them. */
async function findDelivery(pool: Pool, event: SesEvent): Promise<DeliveryAddress | null> {
  const tags = Tags.safeParse(event.mail.tags);
  return tags.success
    ? findDeliveryOfAttempt(pool, tags.data.delivery[0], tags.data.attempt[0])
    : findDeliveryOfProviderMessage(pool, event.mail.messageId);
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}
