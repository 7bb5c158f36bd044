import type { ParseLimits } from './limits.ts';
import { Refusal } from './refusal.ts';
import { isNamePart, isNameStart, isSpace } from './xml-characters.ts';
import { resolveReferences } from './xml-references.ts';

/** A place in the text that moves forward over names, spaces and attribute values. */
export class Cursor {
  readonly #text: string;
  readonly #limits: ParseLimits;
  offset = 0;
  /** The prefix of the name last read, '' for none. */
  prefix = '';

  constructor(text: string, limits: ParseLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  skipSpace(): void {
    while (isSpace(this.#text.charCodeAt(this.offset))) this.offset += 1;
  }

  /** Reads a qualified name that begins at `start`. */
  readName(start: number): string {
    const text = this.#text;
    let at = start;
    let colon = -1;
    if (!isNameStart(text.charCodeAt(at))) throw malformed('A name is expected here.', at);
    for (;;) {
      at += 1;
      const code = text.charCodeAt(at);
      if (isNamePart(code)) continue;
      if (code !== 0x3a) break;
      if (colon !== -1 || !isNameStart(text.charCodeAt(at + 1))) throw malformed('A name is expected here.', at);
      colon = at;
    }
    if (at - start > this.#limits.maxNameLength) {
      throw new Refusal('too-complex', `A name of more than ${this.#limits.maxNameLength} characters.`, start);
    }
    this.offset = at;
    this.prefix = colon === -1 ? '' : text.slice(start, colon);
    return text.slice(start, at);
  }

  /** Reads `= "value"`, references resolved, line ends and tabs made spaces (XML 1.0 §3.3.3). */
  readAttributeValue(): string {
    const text = this.#text;
    this.skipSpace();
    if (text.charCodeAt(this.offset) !== 0x3d) throw malformed('An attribute without value.', this.offset);
    this.offset += 1;
    this.skipSpace();
    const quote = text[this.offset];
    if (quote !== '"' && quote !== "'") throw malformed('An attribute without quotes.', this.offset);
    const start = this.offset + 1;
    const end = text.indexOf(quote, start);
    if (end === -1) throw malformed('An attribute is not closed.', start);
    if (end - start > this.#limits.maxAttributeLength) {
      const detail = `An attribute of more than ${this.#limits.maxAttributeLength} characters.`;
      throw new Refusal('too-complex', detail, start);
    }
    const raw = text.slice(start, end);
    if (raw.includes('<')) throw malformed('"<" in an attribute.', start);
    this.offset = end + 1;
    return resolveReferences(raw.replace(/[\t\n]/g, ' '), start);
  }
}

export function malformed(detail: string, at: number): Refusal {
  return new Refusal('not-well-formed', detail, at);
}
