/** A stretch of a list: what follows the entry `after`, in the list's order. Pages are found by key, never by counting. */
export interface PageRequest {
  limit: number;
  /** Key of the last entry of the page before; null = from the beginning. */
  after: string | null;
}

export interface Page<Row> {
  rows: Row[];
  /** Key for the next page; null = this was the last. */
  next: string | null;
}

/** Makes a page of rows that were asked for with `limit + 1`: one more than wanted tells that there are more. */
export function toPage<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => string): Page<Row> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}
