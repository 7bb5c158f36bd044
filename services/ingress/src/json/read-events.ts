import { isUtf8 } from 'node:buffer';
import { isDeepStrictEqual } from 'node:util';
import type { ReadMessage, ReadNotification, Refusal } from '../dialect.ts';
import { refusal } from '../dialect.ts';
import { flattenEvent, SeenKinds } from './flatten-event.ts';
import { jsonLimits } from './json-limits.ts';
import { JsonRefusal, JsonScanner } from './json-scanner.ts';

export interface EventPlaces {
  /** JSON Pointers into an event; null = the usual places. */
  readonly keyPointer: string | null;
  readonly recordPointer: string | null;
  /** The key that came in a header; null = none. */
  readonly headerKey: string | null;
}

/**
 * Where a key is looked for unless the event source says. Not `id`: that is mostly the record's, and a record that changes twice
 * would be two events of one key, the second of which is dropped.
 */
const usualKeys = ['idempotencyKey', 'eventId'];
const usualRecords = ['recordId', 'Id', 'id'];

/**
 * Reads a request in JSON: one event, or an array of up to a thousand. Whatever the bytes are, the answer is a message or a refusal
 * that says why and where; nothing is thrown, rounded or left out.
 */
export function readEvents(bytes: Uint8Array, places: EventPlaces): ReadMessage | Refusal {
  if (!isUtf8(bytes)) return refusal('not-utf-8', 'The body is not UTF-8.');
  const scanner = new JsonScanner(new TextDecoder('utf-8').decode(bytes));
  const events = new Events(scanner, places);
  try {
    events.read();
    return {
      kind: 'message',
      organizationId: null,
      objectType: null,
      sent: events.sent,
      notifications: [...events.byKey.values()],
      typeOf: events.kinds.typeOf,
    };
  } catch (error) {
    if (!(error instanceof JsonRefusal)) throw error;
    return refusal(error.reason, error.detail, { pointer: error.pointer, keys: [...events.byKey.keys()] });
  }
}

class Events {
  readonly #scanner: JsonScanner;
  readonly #places: EventPlaces;
  readonly #keyNames: readonly string[];
  readonly #recordNames: readonly string[];
  readonly byKey = new Map<string, ReadNotification>();
  readonly kinds = new SeenKinds();
  sent = 0;

  constructor(scanner: JsonScanner, places: EventPlaces) {
    this.#scanner = scanner;
    this.#places = places;
    this.#keyNames = places.keyPointer === null ? usualKeys : [toFieldName(places.keyPointer)];
    this.#recordNames = places.recordPointer === null ? usualRecords : [toFieldName(places.recordPointer)];
  }

  read(): void {
    const scanner = this.#scanner;
    if (scanner.isArray) {
      scanner.array((index) => {
        if (index >= jsonLimits.maxEvents) {
          scanner.refuse('event-count', `A request has at most ${jsonLimits.maxEvents} events.`);
        }
        this.#event(index);
      });
      if (this.sent === 0) scanner.refuse('event-count', 'The array has no events.');
    } else this.#event(null);
    scanner.end();
  }

  #event(index: number | null): void {
    const scanner = this.#scanner;
    if (!scanner.isObject) {
      scanner.skip();
      scanner.refuse('not-an-event', 'An event is an object.');
    }
    const fields = flattenEvent(scanner, this.kinds);
    if (Object.keys(fields).length === 0) scanner.refuse('not-an-event', 'The event has no fields.');
    this.sent += 1;
    const key = this.#keyOf(fields, index);
    const event = { key, dedupKey: key, recordId: textOf(fields, this.#recordNames), fields, problem: null };
    const same = this.byKey.get(key);
    if (same === undefined) this.byKey.set(key, event);
    else if (!isDeepStrictEqual(same.fields, fields)) {
      scanner.refuse('conflicting-events', 'Another event of this request has the same key and other content.');
    }
  }

  #keyOf(fields: Record<string, string | null>, index: number | null): string {
    const { keyPointer, headerKey } = this.#places;
    const usable = keyPointer === null ? headerKey : null;
    if (usable !== null && index === null) return usable;
    const key = textOf(fields, this.#keyNames);
    if (key !== null) return key;
    if (usable !== null) return `${usable}/${index}`;
    const places = this.#keyNames.map((name) => `/${name.replaceAll('.', '/')}`).join(' or ');
    const header = keyPointer === null ? 'the header Idempotency-Key or ' : '';
    return this.#scanner.refuse(
      'event-key-missing',
      `There is no idempotency key: 1 to ${jsonLimits.maxKeyLength} characters in ${header}${places}.`,
    );
  }
}

/** The first of these fields that holds text of the length of a key. */
function textOf(fields: Record<string, string | null>, names: readonly string[]): string | null {
  for (const name of names) {
    const text = Object.hasOwn(fields, name) ? fields[name] : null;
    if (text && text.length <= jsonLimits.maxKeyLength) return text;
  }
  return null;
}

/** `/customer/id` → `customer.id`, as fields are named. */
function toFieldName(pointer: string): string {
  return pointer.slice(1).replaceAll('/', '.');
}
