import type { FieldType } from '@canvass/domain';

/** A field as a WSDL declares it, with the type that Canvass proposes for it. */
export interface WsdlField {
  readonly name: string;
  readonly type: FieldType;
  /** The schema's own type: `dateTime`, `ID`. */
  readonly declaredType: string;
  readonly nillable: boolean;
}

/** An object that the WSDL declares, with the fields of the types that it extends. */
export interface WsdlObject {
  readonly name: string;
  readonly fields: readonly WsdlField[];
}

export interface ReadWsdl {
  readonly kind: 'wsdl';
  /** The objects that the notifications carry come first. */
  readonly objects: readonly WsdlObject[];
  /** The endpoint URL that was saved in Salesforce; null when the file has none. */
  readonly endpointUrl: string | null;
}

export interface RefusedWsdl {
  readonly kind: 'refused';
  /** One sentence: what is wrong. */
  readonly detail: string;
  /** One sentence: what to do. */
  readonly mend: string;
  /** Line and column from 1; null = nowhere in particular. */
  readonly place: { readonly line: number; readonly column: number } | null;
}
