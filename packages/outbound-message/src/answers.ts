/** The only body that Salesforce takes as "stored": status 200, `text/xml`, nothing before or after it. */
export const acknowledgement =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><notificationsResponse xmlns="http://soap.sforce.com/2005/09/outbound"><Ack>true</Ack></notificationsResponse></soapenv:Body></soapenv:Envelope>';

/** SOAP 1.1 §4.4: `Client` = the message must be changed; `Server` = the same message may be taken later. */
export type FaultCode = 'Client' | 'Server';

/** A SOAP 1.1 fault. Salesforce shows none of it and sends again; it is for whoever tries the URL by hand. */
export function soapFault(code: FaultCode, message: string): string {
  return `<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>soapenv:${code}</faultcode><faultstring>${escapeXml(message)}</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and attributes of XML and HTML. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}
