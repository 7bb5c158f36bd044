import { Random } from '@canvass/salesforce-simulator';
import type { Backend } from '../../bench/support/installation.ts';
import { type FaultKind, faultKinds, type Lane } from './fault-kinds.ts';

export interface PlannedFault {
  readonly kind: FaultKind;
  /** Since the start of the faults. */
  readonly atMs: number;
  readonly lastsMs: number;
  /** Decides what the fault leaves to chance, such as which of two processes it meets. */
  readonly seed: number;
}

export interface PlanOptions {
  readonly seed: number;
  readonly durationMs: number;
  readonly backend: Backend;
  /** What to choose from; all there are unless said. */
  readonly kinds?: readonly FaultKind[];
}

/**
 * Lays faults over a time, the same ones for the same seed: one lane for processes, servers and clocks and one for
 * connections and providers, so that one or two are at work. Each kind comes once before any comes again.
 */
export function planFaults(options: PlanOptions): PlannedFault[] {
  const random = new Random(options.seed);
  return (['machines', 'network'] as const)
    .flatMap((lane) => planLane(lane, random, options))
    .sort((one, other) => one.atMs - other.atMs);
}

const startAfterMs = 2_000;

function planLane(lane: Lane, random: Random, { durationMs, backend, kinds: all = faultKinds }: PlanOptions) {
  const kinds = all.filter((kind) => kind.lane === lane && (backend === 'redis' || !kind.needsRedis));
  const planned: PlannedFault[] = [];
  let atMs = startAfterMs + random.below(1_000);
  for (;;) {
    for (const kind of shuffled(kinds, random)) {
      const lastsMs = kind.leastMs + random.below(kind.mostMs - kind.leastMs + 1);
      const gapMs = kind.restMs + random.below(1_000);
      if (atMs + lastsMs > durationMs) continue; // a shorter one may still fit
      planned.push({ kind, atMs, lastsMs, seed: random.below(2 ** 31) });
      atMs += lastsMs + gapMs;
    }
    if (atMs + Math.min(...kinds.map(({ leastMs }) => leastMs)) + 1_000 >= durationMs) return planned;
  }
}

function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, key: random.next() }))
    .sort((one, other) => one.key - other.key)
    .map(({ item }) => item);
}
