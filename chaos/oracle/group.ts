/** Rows by a key. */
export function by<Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  return Map.groupBy(items, key);
}

/** The keys that more than one row has, with those rows. */
export function doubled<Item>(items: readonly Item[], key: (item: Item) => string): [string, readonly Item[]][] {
  return [...by(items, key)].filter(([, rows]) => rows.length > 1);
}
