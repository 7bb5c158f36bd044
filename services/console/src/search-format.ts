/** How a value of the address is written that is no plain text: several values of a filter as one, ?status=failed,skipped. */
export function joinLists(value: unknown): string {
  return Array.isArray(value) ? value.join(',') : JSON.stringify(value);
}
