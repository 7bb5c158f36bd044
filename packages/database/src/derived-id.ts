import { hash } from 'node:crypto';
import type { z } from 'zod';

// An id of version 7 as text: 12 digits of time, then (as the `uuid` library makes it) a sequence of 32 bits that ends
// with the two upper bits of digit 25 below, then 42 bits of chance.
const kept = 25;
const twoBits: Readonly<Record<string, number>> = Object.fromEntries(
  [...'0123456789abcdef'].map((digit, value) => [digit, value & 0b1100]),
);

/**
 * The id of what follows from `parentId`, and from nothing else, under these names: the same inputs give the same id, so
 * that a primary key alone makes an effect happen once. It keeps the parent's time and sequence, so that children sort as
 * their parents do and lie in the same partition; its 42 bits of chance are a hash of parent and names. Two names under
 * one parent meet once in 4 · 10¹² pairs.
 *
 * A further name makes another one of the same on purpose: a replay of a notification is
 * `derivedId(RunId, notificationId, workflowId, replayId)`.
 */
export function derivedId<Schema extends z.ZodType>(
  schema: Schema,
  parentId: string,
  ...names: readonly string[]
): z.output<Schema> {
  const parent = parentId.toLowerCase();
  // Each name with its length: ('a', 'b') must not be ('ab').
  const digest = hash('sha256', [parent, ...names].map((name) => `${name.length}:${name}`).join(''), 'hex');
  const mixed = (twoBits[parent.charAt(kept)] ?? 0) | (Number.parseInt(digest.charAt(10), 16) & 0b11);
  return schema.parse(parent.slice(0, kept) + mixed.toString(16) + digest.slice(0, 10));
}

/** Bounds, both within, between which these ids lie and everything derived from them or that they are derived from. */
export interface IdSpan {
  readonly lo: string;
  readonly hi: string;
}

const leastId = '00000000-0000-0000-0000-000000000000';

/**
 * That `id` may be derived from `kin`, or the other way round, as a condition in SQL, for a join in which each row has a span
 * of its own: other partitions are left out, and the primary key serves where no index has the column. Both are uuids.
 */
export function mayBeKinSql(id: string, kin: string): string {
  const head = `left(${kin}::text, ${kept})`;
  return `${id} between (${head} || '00000000000')::uuid and (${head} || 'fffffffffff')::uuid`;
}

/**
 * The span of some ids, for `and x.id between $lo and $hi` beside a join or `= any(…)` over ids of a kin: PostgreSQL leaves
 * out the partitions outside of it. Of no ids: a span that holds none of ours.
 */
export function idSpan(ids: readonly string[]): IdSpan {
  let lo = ids[0] ?? leastId;
  let hi = lo;
  for (const id of ids) {
    if (id < lo) lo = id;
    if (id > hi) hi = id;
  }
  const upper = (twoBits[hi.charAt(kept)] ?? 0) | 0b11;
  const lower = twoBits[lo.charAt(kept)] ?? 0;
  return {
    lo: `${lo.slice(0, kept)}${lower.toString(16)}0000000000`,
    hi: `${hi.slice(0, kept)}${upper.toString(16)}ffffffffff`,
  };
}

/**
 * `= value` for an id, where the value comes from another row of a statement that locks rows. The primary key serves as for
 * `=`, but PostgreSQL does not choose partitions row by row: version 18 (18.4 still) breaks that choice when it looks again
 * at a row that somebody has just changed, and then leaves rows out or crashes (docs/decisions/0006). For lateral look-ups:
 * as the join of an update it makes the planner read the whole span for each row; there, `=` without a span does.
 */
export function isOnly(value: string): string {
  return `= any (array_append('{}'::uuid[], ${value}))`;
}
