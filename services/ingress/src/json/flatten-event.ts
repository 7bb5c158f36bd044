import type { FieldType } from '@canvass/domain';
import { guessFieldType } from '../guess-field-type.ts';
import { jsonLimits } from './json-limits.ts';
import type { JsonScanner } from './json-scanner.ts';

const nameShape = /^[A-Za-z_][\w.-]*$/;
/** Names by which JavaScript objects are tampered with: no sender needs them. */
const forbiddenNames: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

type SeenKind = 'text' | 'number' | 'boolean' | 'multi-select';

/** What kinds of values the fields of a request had. */
export class SeenKinds {
  readonly #kinds = new Map<string, SeenKind | 'mixed'>();

  see(name: string, kind: SeenKind): void {
    const known = this.#kinds.get(name);
    if (known === undefined) this.#kinds.set(name, kind);
    else if (known !== kind) this.#kinds.set(name, 'mixed');
  }

  /** JSON says what is a number and what is yes or no: a text that looks like one is a text. */
  typeOf = (name: string, value: string): FieldType => {
    const kind = this.#kinds.get(name);
    if (kind === 'number' || kind === 'boolean' || kind === 'multi-select') return kind;
    const guess = kind === 'text' ? guessFieldType(name, value) : 'text';
    return guess === 'number' || guess === 'boolean' ? 'text' : guess;
  };
}

/**
 * Reads one event: an object whose nested objects become fields with dots in their names (`customer.email`). A number keeps its
 * text. An array of texts, numbers and booleans becomes a multi-select (`Red;Blue`); any other array is kept as the JSON text that
 * was sent.
 */
export function flattenEvent(scanner: JsonScanner, kinds: SeenKinds): Record<string, string | null> {
  const fields: Record<string, string | null> = {};
  const groups = new Set<string>();
  let count = 0;

  const keep = (name: string, value: string | null) => {
    count += 1;
    if (count > jsonLimits.maxFields) {
      scanner.refuse('too-complex', `An event has more than ${jsonLimits.maxFields} fields.`);
    }
    fields[name] = value;
  };

  const members = (prefix: string): number => {
    let met = 0;
    scanner.object((member) => {
      met += 1;
      checkName(scanner, member);
      const name = prefix + member;
      if (name.length > jsonLimits.maxNameLength) {
        scanner.refuse('too-complex', `A field’s name has more than ${jsonLimits.maxNameLength} characters.`);
      }
      if (Object.hasOwn(fields, name) || groups.has(name)) {
        scanner.refuse('field-unusable', 'Two members come to one field of this name.');
      }
      if (scanner.isObject) {
        groups.add(name);
        if (members(`${name}.`) === 0) keep(name, null);
        return;
      }
      const read = scanner.isArray ? readArray(scanner) : scanner.scalar();
      if (read !== null) kinds.see(name, read.kind);
      keep(name, read?.text ?? null);
    });
    return met;
  };

  members('');
  return fields;
}

function checkName(scanner: JsonScanner, name: string): void {
  if (!nameShape.test(name)) {
    const can = 'letters (A–Z), digits, “_”, “-” and “.”, and begins with a letter or “_”';
    scanner.refuse('field-unusable', `The name of a field has ${can}.`);
  }
  if (name.split('.').some((part) => forbiddenNames.has(part))) {
    scanner.refuse('field-unusable', 'This name has a meaning of its own in programs and is not taken.');
  }
}

/** The scanner stands at the array. */
function readArray(scanner: JsonScanner): { kind: 'multi-select' | 'text'; text: string } {
  const start = scanner.offset;
  const items: string[] = [];
  let isPlain = true;
  scanner.array(() => {
    if (scanner.isObject || scanner.isArray) {
      isPlain = false;
      scanner.skip();
      return;
    }
    const text = scanner.scalar()?.text ?? '';
    if (text === '' || text.includes(';')) isPlain = false;
    items.push(text);
  });
  return isPlain ? { kind: 'multi-select', text: items.join(';') } : { kind: 'text', text: scanner.since(start) };
}
