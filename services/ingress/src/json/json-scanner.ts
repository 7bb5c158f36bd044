import type { RejectionReason } from '@canvass/domain';
import { jsonLimits } from './json-limits.ts';

/** Stops the reading of a request. `detail` never repeats a value. */
export class JsonRefusal extends Error {
  override readonly name = 'JsonRefusal';
  readonly reason: RejectionReason;
  readonly detail: string;
  readonly pointer: string;
  constructor(reason: RejectionReason, detail: string, pointer: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
    this.detail = detail;
    this.pointer = pointer;
  }
}

const numberShape = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;
const colon = 0x3a;

export type Scalar = { readonly kind: 'text' | 'number' | 'boolean'; readonly text: string } | null;

/**
 * Reads JSON (RFC 8259) token by token, as it stands: numbers as their text, members in their order. `JSON.parse` would round
 * numbers and keep the last of two members of one name without a word.
 */
export class JsonScanner {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  /** Where the reader is: names and indexes from the root. */
  readonly path: (string | number)[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  refuse(reason: RejectionReason, detail: string): never {
    throw new JsonRefusal(reason, detail, this.pointer);
  }

  get pointer(): string {
    return this.path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  }

  get offset(): number {
    return this.#at;
  }

  /** The text from an earlier offset to here, as it was sent. */
  since(offset: number): string {
    return this.#text.slice(offset, this.#at);
  }

  get isObject(): boolean {
    return this.#peek() === openBrace;
  }

  get isArray(): boolean {
    return this.#peek() === openBracket;
  }

  /** Reads an object; `onMember` reads the value of each member. */
  object(onMember: (name: string) => void): void {
    this.#enter(openBrace);
    if (this.#peek() === closeBrace) {
      this.#leave();
      return;
    }
    for (;;) {
      if (this.#peek() !== quote) this.#notJson();
      const name = this.#string();
      if (this.#peek() !== colon) this.#notJson();
      this.#at += 1;
      this.path.push(name);
      onMember(name);
      this.path.pop();
      if (this.#endsAfterComma(closeBrace)) return;
    }
  }

  /** Reads an array; `onItem` reads each item. */
  array(onItem: (index: number) => void): void {
    this.#enter(openBracket);
    if (this.#peek() === closeBracket) {
      this.#leave();
      return;
    }
    for (let index = 0; ; index += 1) {
      this.path.push(index);
      onItem(index);
      this.path.pop();
      if (this.#endsAfterComma(closeBracket)) return;
    }
  }

  /** Reads a text, number, boolean or null (as null). */
  scalar(): Scalar {
    const code = this.#peek();
    if (code === quote) return { kind: 'text', text: this.#string() };
    if (code === 0x74 && this.#word('true')) return { kind: 'boolean', text: 'true' };
    if (code === 0x66 && this.#word('false')) return { kind: 'boolean', text: 'false' };
    if (code === 0x6e && this.#word('null')) return null;
    numberShape.lastIndex = this.#at;
    const number = numberShape.exec(this.#text)?.[0];
    if (number === undefined) return this.#notJson();
    if (number.length > jsonLimits.maxNumberLength) {
      this.refuse('too-complex', `A number has more than ${jsonLimits.maxNumberLength} characters.`);
    }
    this.#at += number.length;
    return { kind: 'number', text: number };
  }

  /** Reads whatever comes and keeps nothing; what is wrong in it is refused all the same. */
  skip(): void {
    if (this.isObject) {
      const names = new Set<string>();
      this.object((name) => {
        if (names.has(name)) this.refuse('field-unusable', 'A member of this name stands twice.');
        names.add(name);
        this.skip();
      });
    } else if (this.isArray) this.array(() => this.skip());
    else this.scalar();
  }

  /** Holds the text to end here. */
  end(): void {
    if (!Number.isNaN(this.#peek())) this.#notJson();
  }

  #enter(opening: number): void {
    if (this.#peek() !== opening) this.#notJson();
    this.#depth += 1;
    if (this.#depth > jsonLimits.maxDepth) {
      this.refuse('too-complex', `It is nested deeper than ${jsonLimits.maxDepth} levels.`);
    }
    this.#at += 1;
  }

  #leave(): void {
    this.#depth -= 1;
    this.#at += 1;
  }

  #endsAfterComma(closing: number): boolean {
    const code = this.#peek();
    if (code === closing) {
      this.#leave();
      return true;
    }
    if (code !== comma) this.#notJson();
    this.#at += 1;
    return false;
  }

  /** The next character that is no white space; NaN at the end. */
  #peek(): number {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
      this.#at += 1;
    }
  }

  #word(word: string): boolean {
    if (!this.#text.startsWith(word, this.#at)) return false;
    this.#at += word.length;
    return true;
  }

  #string(): string {
    const start = this.#at;
    let escaped = false;
    for (let at = start + 1; ; at += 1) {
      const code = this.#text.charCodeAt(at);
      if (code === backslash) {
        escaped = true;
        at += 1;
      } else if (code === quote) {
        this.#at = at + 1;
        return escaped ? this.#unescaped(start) : this.#text.slice(start + 1, at);
      } else if (code < 0x20 || Number.isNaN(code)) {
        this.#at = Number.isNaN(code) ? this.#text.length : at;
        this.#notJson();
      }
    }
  }

  #unescaped(start: number): string {
    let text: unknown;
    try {
      text = JSON.parse(this.since(start));
    } catch {
      this.#at = start;
      this.#notJson();
    }
    if (typeof text !== 'string') return this.#notJson();
    // PostgreSQL's text holds neither; to leave them out would store something else than was sent.
    if (text.includes('\u0000') || !text.isWellFormed()) {
      this.refuse('field-unusable', 'A text holds the character U+0000 or half of a surrogate pair.');
    }
    return text;
  }

  #notJson(): never {
    const before = this.#text.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = this.#at - before.lastIndexOf('\n');
    const met = this.#at >= this.#text.length ? 'The body ends too early' : 'The body is not JSON';
    this.refuse('not-json', `${met} (line ${line}, column ${column}).`);
  }
}
