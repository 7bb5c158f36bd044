import { decodeBody } from './decode-body.ts';
import { defaultLimits, type ParseLimits } from './limits.ts';
import type { ParsedMessage, RefusedMessage } from './message.ts';
import { readEnvelope } from './read-envelope.ts';
import type { MessageDraft } from './read-notifications.ts';
import { placeOf, Refusal } from './refusal.ts';
import { knownNamespaces } from './salesforce-namespaces.ts';
import { XmlReader } from './xml-reader.ts';

/**
 * Reads an outbound message as Salesforce sends it (SOAP 1.1; see docs/decisions/0001-outbound-message-parser.md).
 * Whatever the bytes are, the answer is a message or a refusal that says why and where; nothing is thrown, expanded,
 * fetched or coerced. Session ids do not leave this function.
 */
export function parseOutboundMessage(
  bytes: Uint8Array,
  limits: ParseLimits = defaultLimits,
): ParsedMessage | RefusedMessage {
  const draft: MessageDraft = { organizationId: null, objectType: null, notifications: [] };
  let text = '';
  try {
    text = decodeBody(bytes);
    readEnvelope(new XmlReader(text, limits, knownNamespaces), draft, limits);
    const { organizationId, objectType, notifications } = draft;
    if (organizationId === null) throw new Refusal('organization-missing', 'There is no OrganizationId.', null);
    if (notifications.length === 0) throw new Refusal('notification-count', 'There is no Notification.', null);
    return { kind: 'message', organizationId, objectType, notifications };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return {
      kind: 'refused',
      reason: error.reason,
      detail: error.detail,
      place: error.offset === null ? null : placeOf(text, error.offset),
      notificationIds: draft.notifications.map((notification) => notification.id),
    };
  }
}
