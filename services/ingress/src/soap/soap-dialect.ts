import type { EventSourceTarget } from '@canvass/database';
import { type RejectionReason, rejectionReasons, salesforceIdKey } from '@canvass/domain';
import { type ParsedMessage, type ParsedNotification, parseOutboundMessage } from '@canvass/outbound-message';
import { acknowledged, later, refused } from '../answer.ts';
import { type Dialect, type ReadNotification, type Refusal, refusal } from '../dialect.ts';
import { guessFieldType } from '../guess-field-type.ts';

const overLimit: ReadonlySet<RejectionReason> = new Set(['too-large', 'too-complex', 'notification-count']);
const forbidden: ReadonlySet<RejectionReason> = new Set([
  'source-disabled',
  'url-expired',
  'address-not-allowed',
  'certificate-missing',
  'certificate-not-accepted',
  'test-ticket-unknown',
]);

/** Outbound messages of Salesforce: SOAP 1.1, `Ack true`. */
export const soapDialect: Dialect = {
  maxPerMessage: Number.POSITIVE_INFINITY,
  tellsIds: false,
  refuseEarly: () => null,
  read(bytes, { target }) {
    const parsed = parseOutboundMessage(bytes);
    if (parsed.kind === 'refused') {
      const place = parsed.place === null ? '' : ` (line ${parsed.place.line}, column ${parsed.place.column})`;
      return refusal(parsed.reason, `${parsed.detail}${place}`, { keys: parsed.notificationIds });
    }
    return (
      misfitOf(target, parsed) ?? {
        kind: 'message',
        organizationId: parsed.organizationId,
        objectType: parsed.objectType ?? target.objectType,
        sent: parsed.notifications.length,
        notifications: distinctNotifications(parsed.notifications),
        typeOf: guessFieldType,
      }
    );
  },
  accepted: () => acknowledged,
  refused({ reason, detail }) {
    // Whoever guesses does not learn what the event source is pinned to.
    const told =
      reason === 'wrong-organization' || reason === 'wrong-object' ? rejectionReasons[reason].sentence : detail;
    return refused(statusOf(reason), told, overLimit.has(reason));
  },
  timedOut: () => refused(408, 'The body did not arrive in time.', true),
  later: (_why, message, retryAfterSeconds) => later(message, retryAfterSeconds),
};

function statusOf(reason: RejectionReason): number {
  if (forbidden.has(reason)) return 403;
  if (reason === 'too-large') return 413;
  return reason === 'unsupported-encoding' ? 415 : 400;
}

function misfitOf(target: EventSourceTarget, message: ParsedMessage): Refusal | null {
  const { organizationId, objectType } = target;
  const misfit = (reason: RejectionReason, detail: string) =>
    refusal(reason, detail, { keys: message.notifications.map(({ id }) => id) });
  if (organizationId !== null && salesforceIdKey(organizationId) !== salesforceIdKey(message.organizationId)) {
    return misfit(
      'wrong-organization',
      `The message comes from org ${message.organizationId}, the event source takes ${organizationId}.`,
    );
  }
  if (message.objectType === null && objectType === null) {
    return misfit('object-unknown', rejectionReasons['object-unknown'].sentence);
  }
  if (objectType !== null && message.objectType !== null && objectType !== message.objectType) {
    return misfit('wrong-object', `The message is about ${message.objectType}, the event source takes ${objectType}.`);
  }
  return null;
}

/** The first of each Notification Id. */
function distinctNotifications(notifications: readonly ParsedNotification[]): ReadNotification[] {
  const first = new Map<string, ReadNotification>();
  for (const { id, recordId, fields } of notifications) {
    const dedupKey = salesforceIdKey(id);
    if (first.has(dedupKey)) continue;
    const problem = Object.keys(fields).length === 0 ? 'record-deleted' : null;
    first.set(dedupKey, { key: id, dedupKey, recordId, fields, problem });
  }
  return [...first.values()];
}
