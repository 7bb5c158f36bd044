import type { z } from 'zod';
import type { Place } from './problem-error.ts';

type Issue = z.core.$ZodIssue;

/** Where a value is not as its schema says, as JSON Pointers. */
export function toPlaces(issues: readonly Issue[], base: readonly PropertyKey[] = []): Place[] {
  return issues.flatMap((issue): Place[] => {
    const path = [...base, ...issue.path];
    if (issue.code === 'invalid_union' && issue.errors.length > 0) return toPlaces(likeliest(issue.errors), path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        pointer: toPointer([...path, key]),
        message: 'There is no such property here.',
      }));
    }
    return [{ pointer: toPointer(path), message: issue.message }];
  });
}

const discriminators: ReadonlySet<PropertyKey> = new Set(['type', 'kind', 'operator', 'from']);

/** Of a union's options the one that was meant: its discriminator fits; else the one with the fewest mistakes. */
function likeliest(options: readonly (readonly Issue[])[]): readonly Issue[] {
  const isMeant = (issues: readonly Issue[]) =>
    !issues.some((issue) => issue.path.length === 1 && discriminators.has(issue.path[0] ?? ''));
  const meant = options.filter(isMeant);
  const candidates = meant.length > 0 ? meant : options;
  return candidates.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

/** RFC 6901. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
