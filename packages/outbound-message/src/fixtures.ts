export { aWsdl } from './wsdl-fixtures.ts';
/** Outbound messages as Salesforce writes them, for tests and measurements. */
export interface MessageValues {
  organizationId?: string;
  objectType?: string;
  notifications?: readonly NotificationValues[];
  sessionId?: string;
}

export interface NotificationValues {
  id?: string;
  fields?: Readonly<Record<string, string | null>>;
}

export const anOrganizationId = '00D7Q0000004KpzUAE';
let issued = 0;

/** A Notification Id, 18 characters, never the same twice in one process. */
export function aNotificationId(): string {
  issued += 1;
  return `04l7Q${Date.now().toString(36).slice(-6).padStart(6, '0')}${issued.toString(36).padStart(4, '0')}AAA`;
}

const caseFields = { Id: '5007Q0000000MtOQAU', CaseNumber: '00001027', Subject: 'Printer', IsClosed: 'true' };

export function anOutboundMessage(values: MessageValues = {}): string {
  const { organizationId = anOrganizationId, objectType = 'Case', notifications = [{}], sessionId } = values;
  const session = sessionId === undefined ? '<SessionId xsi:nil="true"/>' : `<SessionId>${sessionId}</SessionId>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <soapenv:Body>
  <notifications xmlns="http://soap.sforce.com/2005/09/outbound">
   <OrganizationId>${organizationId}</OrganizationId>
   <ActionId>04k7Q0000000019QAA</ActionId>
   ${session}
   <EnterpriseUrl>https://acme.my.salesforce.com/services/Soap/c/66.0/${organizationId.slice(0, 15)}</EnterpriseUrl>
   <PartnerUrl>https://acme.my.salesforce.com/services/Soap/u/66.0/${organizationId.slice(0, 15)}</PartnerUrl>
${notifications.map((notification) => notificationXml(objectType, notification)).join('\n')}
  </notifications>
 </soapenv:Body>
</soapenv:Envelope>`;
}

function notificationXml(
  objectType: string,
  { id = aNotificationId(), fields = caseFields }: NotificationValues,
): string {
  const lines = Object.entries(fields).map(([name, value]) =>
    value === null ? `     <sf:${name} xsi:nil="true"/>` : `     <sf:${name}>${escaped(value)}</sf:${name}>`,
  );
  return `   <Notification>
    <Id>${id}</Id>
    <sObject xsi:type="sf:${objectType}" xmlns:sf="urn:sobject.enterprise.soap.sforce.com">
${lines.join('\n')}
    </sObject>
   </Notification>`;
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');
}
