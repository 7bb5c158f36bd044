import { z } from 'zod';

/** What travels in a queue: the payload and the W3C trace context of whoever put it there. */
export const Envelope = z.object({
  /** Version of the payload; see the job's definition. */
  v: z.number().int().min(1),
  /** Parent for an immediate hop; null when the job only links to the traces it serves. */
  traceparent: z.string().nullable(),
  links: z.array(z.string()).max(100),
  payload: z.unknown(),
});
export type Envelope = z.output<typeof Envelope>;

/** OpenTelemetry's messaging conventions: https://opentelemetry.io/docs/specs/semconv/messaging/messaging-spans/ */
export function messagingAttributes(operation: 'send' | 'process', queue: string, count: number) {
  return {
    'messaging.system': 'bullmq',
    'messaging.operation.name': operation,
    'messaging.operation.type': operation,
    'messaging.destination.name': queue,
    'messaging.batch.message_count': count,
  };
}
