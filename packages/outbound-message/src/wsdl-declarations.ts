import { skipElement } from './elements.ts';
import { schemaNamespace } from './wsdl-namespaces.ts';
import { Token, type XmlReader } from './xml-reader.ts';

/** A qualified name, written `{namespace}local`. */
export type TypeName = string;

export interface ElementDeclaration {
  readonly name: string;
  /** Null = declared in place, which no field of Salesforce is. */
  readonly type: TypeName | null;
  readonly nillable: boolean;
  readonly repeated: boolean;
}

export interface TypeDeclaration {
  /** The type that it extends or restricts. */
  readonly base: TypeName | null;
  readonly elements: readonly ElementDeclaration[];
}

/** What the schemas of a WSDL declare. */
export interface Declarations {
  readonly complexTypes: Map<TypeName, TypeDeclaration>;
  readonly simpleTypes: Map<TypeName, TypeName | null>;
  /** Elements at the top of a schema that are declared in place, such as `notifications`. */
  readonly elements: Map<TypeName, readonly ElementDeclaration[]>;
}

/** Declared types and elements of one file; Salesforce's biggest enterprise WSDLs stay far below. */
const maxDeclarations = 5000;
/** Elements of one type: Salesforce allows 900 or so fields on an object. */
const maxElements = 1000;

export function emptyDeclarations(): Declarations {
  return { complexTypes: new Map(), simpleTypes: new Map(), elements: new Map() };
}

/** Reads the `schema` that was just started. */
export function readSchema(reader: XmlReader, into: Declarations): void {
  const namespace = reader.attribute('', 'targetNamespace') ?? '';
  eachChild(reader, () => {
    const name = reader.attribute('', 'name');
    if (reader.namespace !== schemaNamespace || name === null) return skipElement(reader);
    const typeName = `{${namespace}}${name}`;
    const { local } = reader;
    const declared = { complexType: into.complexTypes, simpleType: into.simpleTypes, element: into.elements }[local];
    if (declared === undefined) return skipElement(reader);
    if (declared.has(typeName)) reader.refuse('not-an-outbound-message', `The ${local} ${name} is declared twice.`);
    if (declared.size >= maxDeclarations) {
      reader.refuse('too-complex', `The file declares more than ${maxDeclarations} types.`);
    }
    if (local === 'complexType') into.complexTypes.set(typeName, readType(reader));
    else if (local === 'simpleType') into.simpleTypes.set(typeName, readType(reader).base);
    else into.elements.set(typeName, readType(reader).elements);
  });
}

/** Reads the base and the elements of what was just started, however deep its sequences stand. */
function readType(reader: XmlReader): TypeDeclaration {
  let base: TypeName | null = null;
  const elements: ElementDeclaration[] = [];
  for (let depth = 1; depth > 0; ) {
    const token = reader.next();
    if (token === Token.end) depth -= 1;
    if (token !== Token.start) continue;
    if (reader.namespace === schemaNamespace && reader.local === 'element') {
      if (elements.length >= maxElements) reader.refuse('too-complex', `A type has more than ${maxElements} elements.`);
      elements.push(readElement(reader));
      skipElement(reader);
      continue;
    }
    if (reader.local === 'extension' || reader.local === 'restriction') base = typeAttribute(reader, 'base');
    depth += 1;
  }
  return { base, elements };
}

function readElement(reader: XmlReader): ElementDeclaration {
  const name = reader.attribute('', 'name');
  if (name === null) reader.refuse('not-an-outbound-message', 'An element of a type has no name.');
  const nillable = reader.attribute('', 'nillable');
  const most = reader.attribute('', 'maxOccurs');
  return {
    name,
    type: typeAttribute(reader, 'type'),
    nillable: nillable === 'true' || nillable === '1' || reader.attribute('', 'minOccurs') === '0',
    repeated: most !== null && most !== '1' && most !== '0',
  };
}

function typeAttribute(reader: XmlReader, attribute: string): TypeName | null {
  const given = reader.attribute('', attribute);
  if (given === null) return null;
  const name = reader.resolveQName(given);
  if (name === null)
    reader.refuse('not-well-formed', `The prefix of the type “${given.slice(0, 80)}” is not declared.`);
  return `{${name.namespace}}${name.local}`;
}

/** Calls `read` at each child of the element that was just started; it reads the child to its end. */
export function eachChild(reader: XmlReader, read: () => void): void {
  for (let token = reader.next(); token !== Token.end; token = reader.next()) {
    if (token === Token.start) read();
  }
}
