import type { Backend } from './installation.ts';
import type { Profile } from './profile.ts';

/** One benchmark: `npm run bench -- <name>`. */
export interface Bench {
  readonly name: string;
  /** One line for the list. */
  readonly summary: string;
  run(context: BenchContext): Promise<Measurement>;
}

export interface BenchContext {
  /** Processes and folders of the benchmark: closed at its end, also when it is interrupted. */
  readonly resources: AsyncDisposableStack;
  readonly backend: Backend;
  readonly repetitions: number;
  /** How much there is to do, for a quick look; null = as much as the benchmark means. */
  readonly count: number | null;
  readonly profile: Profile;
}

export interface Measurement {
  /** As it is printed, and stands in the documentation. */
  readonly table: readonly Readonly<Record<string, string | number>>[];
  /** How it was measured, where the table does not say. */
  readonly notes: readonly string[];
  readonly goals: readonly Goal[];
  /** Every repetition. */
  readonly raw: unknown;
}

export interface Goal {
  readonly figure: string;
  readonly value: number;
  /** `value` must not be below it, or not above where `most` is set. */
  readonly least?: number;
  readonly most?: number;
  readonly aim?: number;
  readonly unit?: string;
}

export function isMet({ value, least = -Infinity, most = Infinity }: Goal): boolean {
  return value >= least && value <= most;
}
