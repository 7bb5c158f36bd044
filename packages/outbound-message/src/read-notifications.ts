import { salesforceIdKey } from '@canvass/domain';
import { readText, skipElement } from './elements.ts';
import type { ParseLimits } from './limits.ts';
import type { ParsedNotification } from './message.ts';
import { readRecord } from './read-record.ts';
import { isRecordNamespace, outboundNamespace, schemaInstanceNamespace } from './salesforce-namespaces.ts';
import { Token, type XmlReader } from './xml-reader.ts';

/** What has been read of a message so far. */
export interface MessageDraft {
  organizationId: string | null;
  objectType: string | null;
  readonly notifications: ParsedNotification[];
}

const salesforceId = /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/;

/** Reads the `notifications` element. Children that Salesforce may add one day are passed over. */
export function readNotifications(reader: XmlReader, draft: MessageDraft, limits: ParseLimits): void {
  const recordIds = new Map<string, string | null>();
  for (let token = reader.next(); token !== Token.end; token = reader.next()) {
    if (token !== Token.start) continue;
    requireOutbound(reader);
    if (reader.local === 'OrganizationId') {
      if (draft.organizationId !== null) reader.refuse('organization-missing', 'There are two OrganizationIds.');
      const id = readText(reader, 'OrganizationId');
      if (!salesforceId.test(id)) {
        reader.refuse('organization-missing', 'OrganizationId is not 15 or 18 letters and digits.');
      }
      draft.organizationId = id;
    } else if (reader.local === 'Notification') {
      if (draft.notifications.length >= limits.maxNotifications) {
        reader.refuse('notification-count', `There are more than ${limits.maxNotifications} notifications.`);
      }
      const notification = readNotification(reader, draft, limits);
      const key = salesforceIdKey(notification.id);
      const earlier = recordIds.get(key);
      if (earlier !== undefined && earlier !== notification.recordId) {
        reader.refuse('conflicting-notifications', 'Two notifications share an Id but not their record.');
      }
      recordIds.set(key, notification.recordId);
      draft.notifications.push(notification);
    } else {
      skipElement(reader); // ActionId, SessionId (a login: not even read), EnterpriseUrl, PartnerUrl
    }
  }
}

function readNotification(reader: XmlReader, draft: MessageDraft, limits: ParseLimits): ParsedNotification {
  const place = `Notification ${draft.notifications.length + 1}`;
  let id: string | null = null;
  let fields: Record<string, string | null> | null = null;
  for (let token = reader.next(); token !== Token.end; token = reader.next()) {
    if (token !== Token.start) continue;
    requireOutbound(reader);
    if (reader.local === 'Id') {
      if (id !== null) reader.refuse('notification-id-missing', `${place} has two Ids.`);
      id = readText(reader, 'Id');
      if (!salesforceId.test(id)) {
        reader.refuse('notification-id-missing', `The Id of ${place} is not 15 or 18 letters and digits.`);
      }
    } else if (reader.local === 'sObject') {
      if (fields !== null) reader.refuse('not-an-outbound-message', `${place} has two sObjects.`);
      readObjectType(reader, draft);
      fields = readRecord(reader, limits);
    } else {
      skipElement(reader);
    }
  }
  if (id === null) return reader.refuse('notification-id-missing', `${place} has no Id.`);
  if (fields === null) return reader.refuse('not-an-outbound-message', `${place} has no sObject.`);
  return { id, recordId: fields.Id || null, fields };
}

function readObjectType(reader: XmlReader, draft: MessageDraft): void {
  const type = reader.attribute(schemaInstanceNamespace, 'type');
  if (type === null) return;
  const name = reader.resolveQName(type);
  if (name === null)
    reader.refuse('not-well-formed', 'The xsi:type of an sObject is not a name with a declared prefix.');
  else if (!isRecordNamespace(name.namespace)) {
    reader.refuse('not-an-outbound-message', 'The xsi:type of an sObject is not of Salesforce’s namespace.');
  } else if (draft.objectType !== null && draft.objectType !== name.local) {
    reader.refuse('mixed-objects', 'The notifications are about different objects.');
  } else draft.objectType = name.local;
}

function requireOutbound(reader: XmlReader): void {
  if (reader.namespace !== outboundNamespace) {
    reader.refuse('not-an-outbound-message', 'An element inside notifications is not of Salesforce’s namespace.');
  }
}
