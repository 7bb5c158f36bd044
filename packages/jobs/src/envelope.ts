import { z } from 'zod';

/** Rises when workers of an older release can no longer read a job. Newer fields of a payload stay optional instead. */
export const jobVersion = 1;

/** What travels in a queue: the payload and the W3C trace context of whoever put it there. */
export const Envelope = z.object({
  v: z.literal(jobVersion),
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
