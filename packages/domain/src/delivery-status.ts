import type { DeliveryStatus } from './statuses.ts';

/**
 * What the ledger records about a delivery. Most are also statuses; `deferred` (the provider did not take it yet, it is
 * tried again) and `delayed` (the receiving side keeps it waiting) tell of something without moving the delivery.
 */
export const deliveryEventTypes = [
  'queued',
  'deferred',
  'unknown',
  'sent',
  'delayed',
  'soft-bounce',
  'delivered',
  'opened',
  'clicked',
  'failed',
  'hard-bounce',
  'expired',
  'survey-started',
  'partially-finished',
  'opted-out',
  'complaint',
  'finished',
] as const;
export type DeliveryEventType = (typeof deliveryEventTypes)[number];

/**
 * How much each status says, least first. A failure outweighs whatever the message did before it (a mailbox may take a
 * message and return it later); what the person did with the survey outweighs what providers say about the message.
 */
const weight: Readonly<Record<DeliveryStatus, number>> = {
  queued: 0,
  sending: 1,
  unknown: 2,
  sent: 3,
  'soft-bounce': 4,
  delivered: 5,
  opened: 6,
  clicked: 7,
  failed: 8,
  'hard-bounce': 9,
  expired: 10,
  'survey-started': 11,
  'partially-finished': 12,
  'opted-out': 13,
  complaint: 14,
  finished: 15,
  skipped: 16,
};

/**
 * The status of a delivery after an event. It never goes back, so events may come late, twice and in any order (as
 * provider callbacks do) and the end is the same.
 */
export function advanceDelivery(current: DeliveryStatus, event: DeliveryEventType): DeliveryStatus {
  if (event === 'deferred' || event === 'delayed') return current;
  return weight[event] > weight[current] ? event : current;
}
