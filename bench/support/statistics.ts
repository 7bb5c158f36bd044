/** The middle one of these by a figure. */
export function medianBy<Value>(values: readonly Value[], figure: (value: Value) => number): Value {
  const middle = values.toSorted((a, b) => figure(a) - figure(b))[Math.floor((values.length - 1) / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

export function median(values: readonly number[]): number {
  return medianBy(values, (value) => value);
}

/** The value that so great a share of the others does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Each kind's median: of records with the same keys. */
export function medianOfEach(records: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const keys = [...new Set(records.flatMap((record) => Object.keys(record)))];
  return Object.fromEntries(keys.map((key) => [key, median(records.map((record) => record[key] ?? 0))]));
}
