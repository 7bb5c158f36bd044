import type { Lane } from '@canvass/jobs';

/**
 * How many deliveries a process has fenced and not yet settled, at most, over all jobs of a channel: what a crash can
 * leave unknown. Jobs of the direct lane are served first, and of each lane whoever waits longest.
 */
export class SendWindow {
  #free: number;
  readonly #waiting: { wanted: number; lane: Lane; resolve: (granted: number) => void }[] = [];
  readonly #least: number;

  constructor(size: number) {
    this.#free = size;
    // Groups of ones would cost a transaction each.
    this.#least = Math.max(1, Math.floor(size / 8));
  }

  /** Waits for places: 1 to `wanted` of them. Each is to be released. */
  acquire(wanted: number, lane: Lane = 'direct'): Promise<number> {
    return new Promise((resolve) => {
      const behind = lane === 'fed' ? -1 : this.#waiting.findIndex((other) => other.lane === 'fed');
      this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, { wanted, lane, resolve });
      this.#serve();
    });
  }

  release(places: number): void {
    this.#free += places;
    this.#serve();
  }

  #serve(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      if (this.#free < Math.min(next.wanted, this.#least)) return;
      this.#waiting.shift();
      const granted = Math.min(next.wanted, this.#free);
      this.#free -= granted;
      next.resolve(granted);
    }
  }
}
