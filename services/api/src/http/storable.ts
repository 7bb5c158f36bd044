import { toPointer } from './places.ts';
import type { Place } from './problem-error.ts';

const mostPlaces = 50;
const mostLevels = 100;

/**
 * Where something sent can't be stored, whatever its schema: PostgreSQL has no U+0000 in text, nor halves of surrogate
 * pairs in JSON, and nesting has a bound so that nothing that walks a value runs out of stack.
 */
export function unstorablePlaces(sent: unknown): Place[] {
  const places: Place[] = [];
  collect(sent, [], places);
  return places;
}

/** Stops at `mostPlaces`: a body of 1 MB may have very many. */
function collect(sent: unknown, path: readonly string[], places: Place[]): void {
  const fault = faultOf(sent, path.length);
  if (fault !== null) {
    places.push({ pointer: toPointer(path), message: fault });
    return;
  }
  if (!isObject(sent)) return;
  for (const [key, value] of Object.entries(sent)) {
    if (places.length >= mostPlaces) return;
    const here = [...path, key];
    const faultOfKey = faultOf(key, 0);
    if (faultOfKey === null) collect(value, here, places);
    else places.push({ pointer: toPointer(here), message: faultOfKey });
  }
}

function faultOf(value: unknown, level: number): string | null {
  if (isObject(value)) return level < mostLevels ? null : `Nested more than ${mostLevels} levels deep.`;
  if (typeof value !== 'string') return null;
  if (value.includes('\u0000')) return 'Text cannot hold the character U+0000.';
  return value.isWellFormed() ? null : 'Text cannot hold half of a surrogate pair (U+D800 to U+DFFF).';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
