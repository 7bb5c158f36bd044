import { decodeBody } from './decode-body.ts';
import { skipElement } from './elements.ts';
import { defaultLimits } from './limits.ts';
import { placeOf, Refusal } from './refusal.ts';
import { outboundNamespace } from './salesforce-namespaces.ts';
import type { ReadWsdl, RefusedWsdl } from './wsdl.ts';
import { type Declarations, eachChild, emptyDeclarations, readSchema, type TypeName } from './wsdl-declarations.ts';
import { BrokenType, isObjectType, readObject } from './wsdl-fields.ts';
import { schemaNamespace, wsdlNamespace, wsdlNamespaces, wsdlSoapNamespace } from './wsdl-namespaces.ts';
import { XmlReader } from './xml-reader.ts';

const ownMend =
  'In Salesforce Setup open the outbound message, choose “Click for WSDL”, save the page as a file and upload that file.';
const wholeMend = 'Save the file again from Salesforce, without opening it in another program.';
/** More objects than this are an enterprise WSDL, not a message's. */
const maxObjects = 100;

/**
 * Reads the WSDL that Salesforce generates for an outbound message (SOAP API guide, “Understanding the Outbound Messaging
 * WSDL”). Strict as the message parser: no DTD, no entities of its own, nothing fetched, bounded; never throws.
 */
export function readWsdl(bytes: Uint8Array): ReadWsdl | RefusedWsdl {
  let text = '';
  try {
    text = decodeBody(bytes);
    const declarations = emptyDeclarations();
    const endpointUrl = readDefinitions(new XmlReader(text, defaultLimits, wsdlNamespaces), declarations);
    return { kind: 'wsdl', objects: objectsOf(declarations), endpointUrl };
  } catch (error) {
    if (error instanceof BrokenType) return { kind: 'refused', detail: error.message, mend: wholeMend, place: null };
    if (!(error instanceof Refusal)) throw error;
    const place = error.offset === null ? null : placeOf(text, error.offset);
    const mend = error.reason === 'not-an-outbound-message' ? ownMend : wholeMend;
    return { kind: 'refused', detail: error.detail, mend, place };
  }
}

/** Answers the address of the service, if it stands there. */
function readDefinitions(reader: XmlReader, into: Declarations): string | null {
  reader.next();
  if (reader.local !== 'definitions' || reader.namespace !== wsdlNamespace) {
    reader.refuse('not-an-outbound-message', `The file is no WSDL: its root element is ${reader.local}.`);
  }
  if (reader.attribute('', 'targetNamespace') !== outboundNamespace) {
    const detail =
      'This is the WSDL of another service, such as the enterprise or partner API, not of an outbound message.';
    reader.refuse('not-an-outbound-message', detail);
  }
  let url: string | null = null;
  eachChild(reader, () => {
    const ofWsdl = reader.namespace === wsdlNamespace;
    if (ofWsdl && reader.local === 'types') readTypes(reader, into);
    else if (ofWsdl && reader.local === 'service') url = readService(reader) ?? url;
    else skipElement(reader);
  });
  reader.next(); // refuses whatever follows the root
  return url;
}

function readTypes(reader: XmlReader, into: Declarations): void {
  eachChild(reader, () => {
    if (reader.local === 'schema' && reader.namespace === schemaNamespace) readSchema(reader, into);
    else skipElement(reader);
  });
}

function readService(reader: XmlReader): string | null {
  let url: string | null = null;
  eachChild(reader, () =>
    eachChild(reader, () => {
      if (reader.local === 'address' && reader.namespace === wsdlSoapNamespace) url = reader.attribute('', 'location');
      skipElement(reader);
    }),
  );
  return url;
}

function objectsOf(declarations: Declarations) {
  const notifications = declarations.elements.get(`{${outboundNamespace}}notifications`);
  const carried = new Set<TypeName>();
  for (const { name, type } of notifications ?? []) {
    const declared = name === 'Notification' && type !== null ? declarations.complexTypes.get(type) : undefined;
    for (const element of declared?.elements ?? []) {
      if (element.name === 'sObject' && element.type !== null) carried.add(element.type);
    }
  }
  if (carried.size === 0) {
    throw new Refusal('not-an-outbound-message', 'The file declares no notifications with a record in them.', null);
  }
  const others = [...declarations.complexTypes.keys()].filter(
    (type) => !carried.has(type) && isObjectType(type, declarations),
  );
  if (carried.size + others.length > maxObjects) {
    throw new Refusal('not-an-outbound-message', `The file declares more than ${maxObjects} objects.`, null);
  }
  return [...carried, ...others].map((type) => readObject(type, declarations));
}
