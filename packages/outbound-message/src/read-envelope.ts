import { skipElement } from './elements.ts';
import type { ParseLimits } from './limits.ts';
import { type MessageDraft, readNotifications } from './read-notifications.ts';
import { outboundNamespace, soapNamespace } from './salesforce-namespaces.ts';
import { Token, type XmlReader } from './xml-reader.ts';

/** Reads the whole document: a SOAP 1.1 envelope whose body holds one `notifications`. */
export function readEnvelope(reader: XmlReader, draft: MessageDraft, limits: ParseLimits): void {
  reader.next();
  const isEnvelope = reader.local === 'Envelope' && reader.namespace === soapNamespace;
  if (!isEnvelope) {
    reader.refuse('not-an-outbound-message', 'The root element is not a SOAP 1.1 Envelope.');
  }
  let bodySeen = false;
  for (let token = reader.next(); token !== Token.end; token = reader.next()) {
    if (token !== Token.start) continue;
    const ofSoap = reader.namespace === soapNamespace;
    if (ofSoap && reader.local === 'Header' && !bodySeen) {
      skipElement(reader);
    } else if (ofSoap && reader.local === 'Body' && !bodySeen) {
      bodySeen = true;
      readBody(reader, draft, limits);
    } else {
      reader.refuse('not-an-outbound-message', 'The Envelope holds something else than one Header and one Body.');
    }
  }
  if (!bodySeen) reader.refuse('not-an-outbound-message', 'The Envelope has no Body.');
  reader.next(); // refuses whatever follows the root
}

function readBody(reader: XmlReader, draft: MessageDraft, limits: ParseLimits): void {
  let seen = false;
  for (let token = reader.next(); token !== Token.end; token = reader.next()) {
    if (token !== Token.start) continue;
    if (reader.local !== 'notifications' || reader.namespace !== outboundNamespace) {
      reader.refuse('not-an-outbound-message', 'The Body holds something else than notifications of Salesforce.');
    }
    if (seen) reader.refuse('not-an-outbound-message', 'The Body holds a second notifications element.');
    seen = true;
    readNotifications(reader, draft, limits);
  }
  if (!seen) reader.refuse('not-an-outbound-message', 'The Body holds no notifications element.');
}
