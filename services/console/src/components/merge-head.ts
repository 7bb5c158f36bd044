interface Identified {
  id: string;
}

/** The listed rows, those of the freshly loaded head replaced by their newer selves. Nothing is added, nothing moves. */
export function mergeHead<Row extends Identified>(listed: Row[], head: Row[]): Row[] {
  const newer = new Map(head.map((row) => [row.id, row]));
  return listed.map((row) => newer.get(row.id) ?? row);
}

/** The head's rows that came after the first listed one. Ids are made so that they sort by time. */
export function laterThan<Row extends Identified>(first: Row | undefined, head: Row[]): Row[] {
  return first === undefined ? head : head.filter((row) => row.id > first.id);
}
