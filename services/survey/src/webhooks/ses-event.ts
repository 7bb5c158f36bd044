import type { DeliveryEventType, TaskFailure } from '@canvass/domain';
import { z } from 'zod';

const happened = z.object({ timestamp: z.iso.datetime().optional() });

/**
 * What SES reports, by event publishing (`eventType`) or by identity notifications (`notificationType`):
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export const SesEvent = z
  .object({
    eventType: z.string().optional(),
    notificationType: z.string().optional(),
    mail: z.object({
      messageId: z.string().max(200),
      timestamp: z.iso.datetime().optional(),
      tags: z.record(z.string(), z.array(z.string())).default({}),
    }),
    bounce: happened
      .extend({
        bounceType: z.string(),
        bounceSubType: z.string().optional(),
        bouncedRecipients: z
          .array(z.object({ status: z.string().optional(), diagnosticCode: z.string().optional() }))
          .default([]),
      })
      .optional(),
    complaint: happened.extend({ complaintFeedbackType: z.string().nullish() }).optional(),
    delivery: happened.extend({ processingTimeMillis: z.number().optional() }).optional(),
    deliveryDelay: happened.extend({ delayType: z.string().optional() }).optional(),
    open: happened.optional(),
    click: happened.optional(),
    reject: z.object({ reason: z.string().optional() }).optional(),
  })
  .transform((event) => ({ ...event, type: event.eventType ?? event.notificationType ?? '' }));
export type SesEvent = z.output<typeof SesEvent>;

export interface SesFact {
  type: DeliveryEventType;
  at: Date;
  detail: Record<string, unknown>;
  failure?: TaskFailure;
}

/** What the event says about the delivery; null where it says nothing to us. Addresses and links are left out. */
export function toFact(event: SesEvent, now: Date): SesFact | null {
  const at = (part: { timestamp?: string | undefined } | undefined) =>
    part?.timestamp ? new Date(part.timestamp) : now;
  const detail = (more: Record<string, unknown> = {}) => ({ provider: 'ses', event: event.type, ...more });
  switch (event.type) {
    case 'Send':
      return { type: 'sent', at: at(event.mail), detail: detail() };
    case 'Delivery':
      return { type: 'delivered', at: at(event.delivery), detail: detail() };
    case 'DeliveryDelay':
      return {
        type: 'delayed',
        at: at(event.deliveryDelay),
        detail: detail({ reason: event.deliveryDelay?.delayType }),
      };
    case 'Open':
      return { type: 'opened', at: at(event.open), detail: detail() };
    case 'Click':
      return { type: 'clicked', at: at(event.click), detail: detail() };
    case 'Complaint': {
      const reason = event.complaint?.complaintFeedbackType ?? undefined;
      return { type: 'complaint', at: at(event.complaint), detail: detail({ reason }) };
    }
    case 'Bounce':
      return toBounce(event, at(event.bounce), detail);
    case 'Reject':
    case 'Rendering Failure': {
      const words = ['SES', event.type, event.reject?.reason].filter(Boolean).join(': ');
      return { type: 'failed', at: now, detail: detail(), failure: { code: 'provider-refused', detail: words } };
    }
    default:
      return null;
  }
}

/** Permanent bounces are hard; what passes, or what SES could not tell, is soft. */
function toBounce(
  { bounce }: SesEvent,
  at: Date,
  detail: (more: Record<string, unknown>) => Record<string, unknown>,
): SesFact | null {
  if (bounce === undefined) return null;
  const words = bounce.bouncedRecipients[0]?.diagnosticCode ?? bounce.bouncedRecipients[0]?.status ?? '';
  const failureDetail = `SES ${bounce.bounceType} ${bounce.bounceSubType ?? ''}: ${words}`.slice(0, 1000);
  return {
    type: bounce.bounceType === 'Permanent' ? 'hard-bounce' : 'soft-bounce',
    at,
    detail: detail({ bounceType: bounce.bounceType, bounceSubType: bounce.bounceSubType }),
    failure: { code: 'email-bounced', detail: failureDetail },
  };
}
