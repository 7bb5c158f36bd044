const response =
  /^(?:<\?xml[^>]*\?>)?\s*<(?:(?<soap>[\w.-]+):)?Envelope(?<envelope>[^<>]*)>\s*<(?:\k<soap>:)?Body\s*>\s*<(?:(?<ns>[\w.-]+):)?notificationsResponse(?<element>[^<>]*)>\s*<(?:\k<ns>:)?Ack>\s*(?<ack>true|false|1|0)\s*<\/(?:\k<ns>:)?Ack>\s*<\/(?:\k<ns>:)?notificationsResponse>\s*<\/(?:\k<soap>:)?Body>\s*<\/(?:\k<soap>:)?Envelope>\s*$/;

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/**
 * Null when the answer acknowledges the message as a strict SOAP client demands: status 200, `text/xml`, nothing before the
 * envelope but an XML declaration, the right namespaces, `Ack` true. Otherwise why it does not.
 */
export function refusalOf(answer: Answer): string | null {
  if (answer.status !== 200) return `HTTP ${answer.status}`;
  if (!/^text\/xml\s*(;|$)/i.test(answer.contentType)) return 'the answer is not text/xml';
  const parts = response.exec(answer.body)?.groups;
  if (!parts) return 'the answer is not a notificationsResponse';
  const scope = `${parts.envelope ?? ''} ${parts.element ?? ''}`;
  if (!declares(parts.envelope ?? '', parts.soap, 'http://schemas.xmlsoap.org/soap/envelope/'))
    return 'the answer is not a SOAP 1.1 envelope';
  if (!declares(scope, parts.ns, 'http://soap.sforce.com/2005/09/outbound'))
    return 'the answer is in another namespace than outbound messages';
  return parts.ack === 'true' || parts.ack === '1' ? null : 'SOAP response was a nack';
}

function declares(attributes: string, prefix: string | undefined, namespace: string): boolean {
  const name = prefix === undefined ? 'xmlns' : `xmlns:${prefix}`;
  const declarations = [
    ...attributes.matchAll(/(?<=\s|^)(?<name>[^\s=]+)\s*=\s*(?:"(?<double>[^"]*)"|'(?<single>[^']*)')/g),
  ];
  const found = declarations.findLast(({ groups }) => groups?.name === name)?.groups; // the inner element's own wins
  return (found?.double ?? found?.single) === namespace;
}
