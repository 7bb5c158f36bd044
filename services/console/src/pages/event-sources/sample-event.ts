import type { Resource } from '../../api/client.ts';

type Source = Pick<Resource<'EventSource'>, 'fields' | 'keyPointer'>;
export type SampleValue = string | number | boolean | null | string[] | { [name: string]: SampleValue };

const unknown: Record<string, SampleValue> = {
  recordId: 'ORDER-1001',
  customer: { firstName: 'Ann', email: 'ann@example.com' },
  total: 49.9,
  delivered: true,
};

/** An event as this source may get it: its fields with their latest values, or an order where none are known yet. */
export function sampleEvent({ fields, keyPointer }: Source): Record<string, SampleValue> {
  const event: Record<string, SampleValue> = {};
  place(event, keyPointer === null ? ['eventId'] : keyPointer.slice(1).split('/'), 'event-1001');
  if (fields.length === 0) return { ...event, ...structuredClone(unknown) };
  for (const { name, type, example } of fields.slice(0, 40)) place(event, name.split('.'), sampleValue(type, example));
  return event;
}

/** Puts a value where its path leads; one that is there already stays. */
function place(event: Record<string, SampleValue>, path: readonly string[], value: SampleValue): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const there = event[name];
  if (rest.length === 0) event[name] = there ?? value;
  else if (there === undefined) {
    const group: Record<string, SampleValue> = {};
    event[name] = group;
    place(group, rest, value);
  } else if (typeof there === 'object' && there !== null && !Array.isArray(there)) place(there, rest, value);
}

function sampleValue(type: Resource<'EventSourceField'>['type'], example: string | null): SampleValue {
  if (example === null) return null;
  if (type === 'boolean' && /^(?:true|false)$/.test(example)) return example === 'true';
  if ((type === 'number' || type === 'currency') && String(Number(example)) === example) return Number(example);
  return type === 'multi-select' ? example.split(';') : example;
}
