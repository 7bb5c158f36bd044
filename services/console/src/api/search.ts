/** Reads filters from the address. What can't be read is left out: an old or mistyped link still opens the list. */
export function searchText(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined;
}

/** Several values separated by commas, those that are known; undefined when none is left. */
export function searchList<Value extends string>(
  value: unknown,
  isKnown: (part: unknown) => part is Value,
): Value[] | undefined {
  const parts = (Array.isArray(value) ? value : (searchText(value)?.split(',') ?? [])).filter(isKnown);
  return parts.length === 0 ? undefined : [...new Set(parts)];
}

/** The list with the value put in, or taken out if it was there; undefined when nothing is left. */
export function toggled<Value>(values: Value[] | undefined, value: Value): Value[] | undefined {
  const current = values ?? [];
  const next = current.includes(value) ? current.filter((one) => one !== value) : [...current, value];
  return next.length === 0 ? undefined : next;
}
