import type { FieldType } from '@canvass/domain';
import { ProblemError } from '../http/problem-error.ts';

type Json = string | number | boolean | null | string[] | { [name: string]: Json };

/** The event whose fields these are: dots in names become nested objects, and values what their types say. */
export function jsonEvent(
  fields: Readonly<Record<string, string | null>>,
  types: ReadonlyMap<string, FieldType>,
): Record<string, Json> {
  const event = emptyGroup();
  for (const [name, text] of Object.entries(fields)) {
    if (!place(event, name.split('.'), toJson(text, types.get(name)))) {
      const message = 'Another field has this name, or a part of it, already.';
      throw new ProblemError('invalid-request', { places: [{ pointer: `/fields/${name}`, message }] });
    }
  }
  return event;
}

/** Without a prototype: whatever a field is called, it is a member and nothing else. */
const emptyGroup = (): Record<string, Json> => Object.create(null);

/** False = something else is there. */
function place(group: Record<string, Json>, [name = '', ...rest]: readonly string[], value: Json): boolean {
  const there = Object.hasOwn(group, name) ? group[name] : undefined;
  if (rest.length === 0) {
    if (there !== undefined) return false;
    group[name] = value;
    return true;
  }
  if (there === undefined) {
    const inner = emptyGroup();
    group[name] = inner;
    return place(inner, rest, value);
  }
  const isGroup = typeof there === 'object' && there !== null && !Array.isArray(there);
  return isGroup && place(there, rest, value);
}

function toJson(text: string | null, type: FieldType | undefined): Json {
  if (text === null) return null;
  if (type === 'boolean' && /^(?:true|false)$/.test(text)) return text === 'true';
  if ((type === 'number' || type === 'currency') && String(Number(text)) === text) return Number(text);
  return type === 'multi-select' ? text.split(';') : text;
}
