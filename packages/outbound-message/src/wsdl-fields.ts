import type { FieldType } from '@canvass/domain';
import { isRecordNamespace } from './salesforce-namespaces.ts';
import type { WsdlField, WsdlObject } from './wsdl.ts';
import type { Declarations, ElementDeclaration, TypeName } from './wsdl-declarations.ts';
import { schemaNamespace } from './wsdl-namespaces.ts';

const fieldName = /^[A-Za-z]\w{0,254}$/;
/** Types that extend each other; Salesforce's stand one above the other. */
const maxInheritance = 16;

export class BrokenType extends Error {
  override readonly name = 'BrokenType';
}

/** The object's fields, those of the types it extends first. Throws `BrokenType` where the types do not hold together. */
export function readObject(type: TypeName, declarations: Declarations): WsdlObject {
  const fields = new Map<string, WsdlField>();
  for (const element of elementsOf(type, declarations)) {
    const declared = element.type === null ? null : simpleTypeOf(element.type, declarations);
    // `fieldsToNull` and records inside the record are no fields of the message.
    if (declared === null || element.repeated || !fieldName.test(element.name)) continue;
    fields.set(element.name, {
      name: element.name,
      type: proposedType(element.name, declared),
      declaredType: declared,
      nillable: element.nillable,
    });
  }
  return { name: localPart(type), fields: [...fields.values()] };
}

/** Objects that the file declares beside those that its notifications carry: whatever extends `sObject`. */
export function isObjectType(type: TypeName, { complexTypes }: Declarations): boolean {
  const base = complexTypes.get(type)?.base ?? null;
  if (base === null || localPart(type) === 'AggregateResult' || !isRecordNamespace(namespaceOf(type))) return false;
  return localPart(base) === 'sObject' || complexTypes.has(base);
}

export function localPart(type: TypeName): string {
  return type.slice(type.indexOf('}') + 1);
}

function namespaceOf(type: TypeName): string {
  return type.slice(1, type.indexOf('}'));
}

function elementsOf(type: TypeName, { complexTypes }: Declarations): ElementDeclaration[] {
  const lineage: TypeName[] = [];
  for (let at: TypeName | null = type; at !== null; at = complexTypes.get(at)?.base ?? null) {
    if (lineage.includes(at)) throw new BrokenType(`The type ${localPart(at)} extends itself.`);
    if (lineage.length >= maxInheritance) throw new BrokenType(`More than ${maxInheritance} types extend each other.`);
    if (!complexTypes.has(at)) throw new BrokenType(`The type ${localPart(at)} is used and not declared.`);
    lineage.push(at);
  }
  return lineage.reverse().flatMap((name) => complexTypes.get(name)?.elements ?? []);
}

/** The schema type behind a type, or `ID`; null for a record. */
function simpleTypeOf(type: TypeName, declarations: Declarations): string | null {
  let at = type;
  for (let steps = 0; steps < maxInheritance; steps += 1) {
    if (namespaceOf(at) === schemaNamespace || localPart(at) === 'ID') return localPart(at);
    const base = declarations.simpleTypes.get(at);
    if (base === undefined) {
      if (declarations.complexTypes.has(at)) return null;
      throw new BrokenType(`The type ${localPart(at)} is used and not declared.`);
    }
    if (base === null) return 'string';
    at = base;
  }
  throw new BrokenType(`More than ${maxInheritance} types restrict each other.`);
}

const numbers: ReadonlySet<string> = new Set(['double', 'float', 'decimal', 'int', 'integer', 'long', 'short', 'byte']);

/** Picklists, e-mail addresses and phone numbers are all `string`: the usual names tell more. */
function proposedType(name: string, declared: string): FieldType {
  if (declared === 'ID') return name === 'Id' ? 'id' : 'reference';
  if (declared === 'boolean' || declared === 'date') return declared;
  if (declared === 'dateTime') return 'date-time';
  if (numbers.has(declared)) return 'number';
  const plain = name.replace(/__p?c$/, '');
  if (/(?:^|[a-z_])E-?mail(?:_?Address)?$|^email$/.test(plain)) return 'email';
  if (/(?:^|[a-z_])(?:Phone|Mobile|Fax)(?:_?Number)?$/.test(plain)) return 'phone';
  return 'text';
}
