export const soapNamespace = 'http://schemas.xmlsoap.org/soap/envelope/';
export const outboundNamespace = 'http://soap.sforce.com/2005/09/outbound';
export const schemaInstanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';
const recordNamespace = 'urn:sobject.enterprise.soap.sforce.com';

/** Those that a usual message declares. */
export const knownNamespaces = [soapNamespace, outboundNamespace, schemaInstanceNamespace, recordNamespace];

/** Also the partner namespace and dated ones, as older definitions may have them. */
export function isRecordNamespace(namespace: string): boolean {
  return (
    namespace === recordNamespace || /^urn:sobject\.(?:enterprise|partner)\.soap\.sforce\.com(?:\/|$)/.test(namespace)
  );
}
