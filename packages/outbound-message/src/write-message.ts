/** One `<Notification>`: the record's selected fields as text; null = empty in Salesforce, and so absent in the message. */
export interface Notification {
  readonly id: string;
  readonly fields: Readonly<Record<string, string | null>> & { readonly Id: string };
}

/** Who sends: an org and one of its outbound-message definitions, which has one object type. */
export interface OrgIdentity {
  readonly organizationId: string;
  readonly actionId: string;
  readonly objectType: string;
  /** The org's own host, as in `acme.my.salesforce.com`. */
  readonly host: string;
  /** Of the definition, as in `66.0`. */
  readonly apiVersion: string;
}

/** Salesforce puts 1 to 100 notifications into one message. */
export const maxNotifications = 100;

/**
 * An outbound message as Salesforce writes it: SOAP 1.1, one space of indentation a level, `Id` first and then the other
 * fields in ASCII order, no element for an empty field, no session id (they ended in 2026), no newline at the end.
 */
export function writeMessage(org: OrgIdentity, notifications: readonly Notification[]): string {
  if (notifications.length < 1 || notifications.length > maxNotifications) {
    throw new RangeError(`a message has 1 to ${maxNotifications} notifications, not ${notifications.length}`);
  }
  const orgUrl = (api: 'c' | 'u') =>
    `https://${org.host}/services/Soap/${api}/${org.apiVersion}/${org.organizationId.slice(0, 15)}`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    ' <soapenv:Body>',
    '  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">',
    `   <OrganizationId>${escapeText(org.organizationId)}</OrganizationId>`,
    `   <ActionId>${escapeText(org.actionId)}</ActionId>`,
    '   <SessionId xsi:nil="true"/>',
    `   <EnterpriseUrl>${escapeText(orgUrl('c'))}</EnterpriseUrl>`,
    `   <PartnerUrl>${escapeText(orgUrl('u'))}</PartnerUrl>`,
    ...notifications.flatMap((notification) => notificationLines(org.objectType, notification)),
    '  </notifications>',
    ' </soapenv:Body>',
    '</soapenv:Envelope>',
  ].join('\n');
}

function notificationLines(objectType: string, { id, fields }: Notification): string[] {
  const names = Object.keys(fields)
    .filter((name) => name !== 'Id')
    .sort((a, b) => (a < b ? -1 : 1)); // by code unit, which is ASCII order: upper case first
  return [
    '   <Notification>',
    `    <Id>${escapeText(id)}</Id>`,
    `    <sObject xsi:type="sf:${objectType}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">`,
    ...['Id', ...names].flatMap((name) => {
      const value = fields[name] ?? '';
      return value === '' ? [] : [`     <sf:${name}>${escapeText(value)}</sf:${name}>`];
    }),
    '    </sObject>',
    '   </Notification>',
  ];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;', // as itself, a parser would read it as a line feed
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 cannot carry
const notXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/u;

/** Whether XML can carry a text: it has no lone surrogates, and of the control characters only tab and line ends. */
export const isXmlText = (text: string): boolean => !notXml.test(text);

function escapeText(text: string): string {
  if (!isXmlText(text)) throw new RangeError('the text holds a character that XML cannot carry');
  return text.replace(/[&<>"'\r]/g, (character) => entities[character] ?? character);
}
