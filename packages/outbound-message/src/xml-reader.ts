import { Cursor, malformed } from './cursor.ts';
import type { ParseLimits } from './limits.ts';
import { NamespaceScope } from './namespaces.ts';
import { Refusal } from './refusal.ts';
import { isSpace } from './xml-characters.ts';
import { readXmlDeclaration } from './xml-declaration.ts';
import { resolveReferences } from './xml-references.ts';

/** What `next` met. A comment is passed over; a CDATA section is text. */
export const Token = { start: 1, end: 2, text: 3, done: 4 } as const;
export type Token = (typeof Token)[keyof typeof Token];

interface Attribute {
  readonly prefix: string;
  readonly local: string;
  readonly value: string;
}

const lessThan = 0x3c;
const noAttributes: readonly Attribute[] = [];
/**
 * Reads the XML that SOAP 1.1 allows, one step at a time: well-formed, with namespaces, no DTD, no processing
 * instructions, within bounds. One pass, no backtracking; memory beyond the text is the stack of open elements.
 */
export class XmlReader {
  readonly #text: string;
  readonly #limits: ParseLimits;
  readonly #cursor: Cursor;
  readonly #scope: NamespaceScope;
  readonly #cdataEndSomewhere: boolean;
  readonly #openNames: string[] = [];
  readonly #outerScopeSizes: number[] = [];
  #selfClosed = false;
  #rootSeen = false;
  #attributes: readonly Attribute[] = noAttributes;
  #tokenOffset = 0;

  /** After `start`: the element's name without prefix. */
  local = '';
  /** After `start`: the element's namespace, '' for none. */
  namespace = '';
  /** After `text`: a piece of the text, references resolved. One text may come in several pieces. */
  text = '';

  constructor(text: string, limits: ParseLimits, knownNamespaces: readonly string[]) {
    this.#text = text;
    this.#limits = limits;
    this.#cursor = new Cursor(text, limits);
    this.#scope = new NamespaceScope(knownNamespaces);
    this.#cdataEndSomewhere = text.includes(']]>');
    this.#cursor.offset = readXmlDeclaration(text);
  }

  /** Refuses the message at the place of the last token. */
  refuse(reason: Refusal['reason'], detail: string): never {
    throw new Refusal(reason, detail, this.#tokenOffset);
  }

  /** After `start`: an attribute's value; null when the element doesn't have it. */
  attribute(namespace: string, local: string): string | null {
    for (const attribute of this.#attributes) {
      if (attribute.local === local && this.#attributeNamespace(attribute) === namespace) return attribute.value;
    }
    return null;
  }

  /** The local part of a qualified name used as a value (`xsi:type`); null unless its prefix is declared. */
  resolveQName(name: string): { namespace: string; local: string } | null {
    const colon = name.indexOf(':');
    const namespace = this.#scope.resolve(colon === -1 ? '' : name.slice(0, colon));
    const local = name.slice(colon + 1);
    return namespace === null || !/^[A-Za-z_][\w.-]*$/.test(local) ? null : { namespace, local };
  }

  next(): Token {
    if (this.#selfClosed) {
      this.#selfClosed = false;
      return this.#close();
    }
    const text = this.#text;
    for (;;) {
      const at = this.#cursor.offset;
      this.#tokenOffset = at;
      if (at >= text.length) return this.#finish();
      if (text.charCodeAt(at) !== lessThan) {
        if (this.#readText()) return Token.text;
        continue;
      }
      const mark = text.charCodeAt(at + 1);
      if (mark === 0x2f) return this.#readEndTag();
      if (mark === 0x21) {
        if (this.#readDeclarative()) return Token.text;
        continue;
      }
      if (mark === 0x3f) throw new Refusal('forbidden-markup', 'A processing instruction.', at);
      return this.#readStartTag();
    }
  }

  #finish(): Token {
    const open = this.#openNames.at(-1);
    if (open !== undefined) throw malformed(`The message ends inside the element ${open}.`, this.#text.length);
    if (!this.#rootSeen) throw malformed('There is no XML element.', this.#text.length);
    return Token.done;
  }

  /** False for white space around the root. */
  #readText(): boolean {
    const start = this.#cursor.offset;
    const next = this.#text.indexOf('<', start);
    const end = next === -1 ? this.#text.length : next;
    const raw = this.#text.slice(start, end);
    this.#cursor.offset = end;
    if (this.#openNames.length === 0) {
      if (/[^ \t\n]/.test(raw)) throw malformed('Text outside of the root element.', start);
      return false;
    }
    if (this.#cdataEndSomewhere && raw.includes(']]>')) throw malformed('"]]>" in text.', start);
    this.text = raw.includes('&') ? resolveReferences(raw, start) : raw;
    return true;
  }

  /** `<!…`: true for the text of a CDATA section, false for a comment. */
  #readDeclarative(): boolean {
    const at = this.#cursor.offset;
    if (this.#text.startsWith('<!--', at)) {
      const end = this.#text.indexOf('--', at + 4);
      if (end === -1 || this.#text.charCodeAt(end + 2) !== 0x3e) throw malformed('A comment is not closed.', at);
      this.#cursor.offset = end + 3;
      return false;
    }
    if (this.#text.startsWith('<![CDATA[', at)) {
      const end = this.#text.indexOf(']]>', at + 9);
      if (end === -1) throw malformed('A CDATA section is not closed.', at);
      if (this.#openNames.length === 0) throw malformed('A CDATA section outside of the root element.', at);
      this.text = this.#text.slice(at + 9, end);
      this.#cursor.offset = end + 3;
      return true;
    }
    throw new Refusal('forbidden-markup', 'A document type or entity declaration.', at);
  }

  #readEndTag(): Token {
    const at = this.#cursor.offset;
    const expected = this.#openNames.at(-1);
    if (expected === undefined) throw malformed('An end tag without its start tag.', at);
    let end = at + 2 + expected.length;
    if (!this.#text.startsWith(expected, at + 2)) throw malformed(`The end tag of ${expected} is missing.`, at);
    while (isSpace(this.#text.charCodeAt(end))) end += 1;
    if (this.#text.charCodeAt(end) !== 0x3e) throw malformed(`The end tag of ${expected} is missing.`, at);
    this.#cursor.offset = end + 1;
    return this.#close();
  }

  #close(): Token {
    this.#openNames.pop();
    this.#scope.leave(this.#outerScopeSizes.pop() ?? 0);
    return Token.end;
  }

  #readStartTag(): Token {
    const at = this.#cursor.offset;
    if (this.#openNames.length === 0) {
      if (this.#rootSeen) throw malformed('A second root element.', at);
      this.#rootSeen = true;
    }
    if (this.#openNames.length >= this.#limits.maxDepth) {
      throw new Refusal('too-complex', `More than ${this.#limits.maxDepth} elements inside each other.`, at);
    }
    this.#outerScopeSizes.push(this.#scope.size);
    const raw = this.#cursor.readName(at + 1);
    const prefix = this.#cursor.prefix;
    this.local = prefix === '' ? raw : raw.slice(prefix.length + 1);
    this.#openNames.push(raw);
    const code = this.#text.charCodeAt(this.#cursor.offset);
    if (code === 0x3e) {
      this.#attributes = noAttributes;
      this.#cursor.offset += 1;
    } else {
      this.#readAttributes();
    }
    const namespace = this.#scope.resolve(prefix);
    if (namespace === null) throw malformed('The prefix of an element is not declared.', at);
    this.namespace = namespace;
    return Token.start;
  }

  #readAttributes(): void {
    const text = this.#text;
    const attributes: Attribute[] = [];
    const seen = new Set<string>();
    for (;;) {
      const before = this.#cursor.offset;
      this.#cursor.skipSpace();
      const code = text.charCodeAt(this.#cursor.offset);
      if (code === 0x3e || code === 0x2f) break;
      if (this.#cursor.offset === before) throw malformed('A start tag is not well-formed.', before);
      const at = this.#cursor.offset;
      const raw = this.#cursor.readName(at);
      const prefix = this.#cursor.prefix;
      if (seen.size >= this.#limits.maxAttributes) {
        throw new Refusal('too-complex', `More than ${this.#limits.maxAttributes} attributes.`, at);
      }
      if (seen.has(raw)) throw malformed('An attribute stands twice.', at);
      seen.add(raw);
      const value = this.#cursor.readAttributeValue();
      if (raw === 'xmlns') this.#declare('', value, at);
      else if (prefix === 'xmlns') this.#declare(raw.slice(6), value, at);
      else attributes.push({ prefix, local: prefix === '' ? raw : raw.slice(prefix.length + 1), value });
    }
    if (text.charCodeAt(this.#cursor.offset) === 0x2f) {
      if (text.charCodeAt(this.#cursor.offset + 1) !== 0x3e)
        throw malformed('A start tag is not closed.', this.#cursor.offset);
      this.#cursor.offset += 1;
      this.#selfClosed = true;
    }
    this.#cursor.offset += 1;
    this.#checkExpandedNames(attributes);
    this.#attributes = attributes;
  }

  #declare(prefix: string, uri: string, at: number): void {
    const reserved = prefix === 'xmlns' || prefix === 'xml' || uri === 'http://www.w3.org/2000/xmlns/';
    if (reserved || uri === 'http://www.w3.org/XML/1998/namespace' || (prefix !== '' && uri === '')) {
      throw malformed('A namespace declaration that XML does not allow.', at);
    }
    if (this.#scope.size >= this.#limits.maxAttributes) {
      throw new Refusal('too-complex', `More than ${this.#limits.maxAttributes} namespaces in scope.`, at);
    }
    this.#scope.declare(prefix, uri);
  }

  #checkExpandedNames(attributes: readonly Attribute[]): void {
    const expanded = new Set<string>();
    for (const attribute of attributes) {
      if (attribute.prefix === '') continue;
      const name = `${this.#attributeNamespace(attribute)} ${attribute.local}`;
      if (expanded.has(name)) throw malformed('An attribute stands twice.', this.#tokenOffset);
      expanded.add(name);
    }
  }

  #attributeNamespace(attribute: Attribute): string {
    if (attribute.prefix === '') return '';
    const namespace = this.#scope.resolve(attribute.prefix);
    if (namespace === null) throw malformed('The prefix of an attribute is not declared.', this.#tokenOffset);
    return namespace;
  }
}
