/**
 * How a provider behaves. `throttle`, `error` and `refuse` answer without taking the message; `hang` begins an answer and
 * never ends it, without taking the message; `accept-then-drop` takes it and breaks the connection before saying so.
 */
export const moodKinds = ['normal', 'throttle', 'error', 'hang', 'accept-then-drop', 'refuse'] as const;
export type MoodKind = (typeof moodKinds)[number];

export interface Mood {
  kind: MoodKind;
  /** Which part of the requests meets it, 0 to 1; the others are treated as usual. */
  share: number;
}

export function parseMood(input: unknown): Mood | null {
  if (typeof input !== 'object' || input === null || !('kind' in input)) return null;
  const kind = moodKinds.find((each) => each === input.kind);
  const share = 'share' in input ? Number(input.share) : 1;
  return kind === undefined || !(share >= 0 && share <= 1) ? null : { kind, share };
}

/** Numbers in [0, 1), the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
