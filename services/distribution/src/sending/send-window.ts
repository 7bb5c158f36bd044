import type { WorkspaceId } from '@canvass/domain';
import type { Lane } from '@canvass/jobs';

/** After the last job of the direct lane, more are expected for this long. */
const expectedForMs = 1_000;

interface Waiting {
  readonly wanted: number;
  /** Fewer are not granted, unless fewer are wanted. */
  readonly least: number;
  readonly lane: Lane;
  readonly resolve: (granted: number) => void;
}

/**
 * How many deliveries a process has fenced and not yet settled, at most, over all jobs of a channel: what a crash can
 * leave unknown. Jobs of the direct lane are served first, and of each lane whoever waits longest. While direct jobs of other
 * workspaces come, the fed lane has an eighth of the places: each message under way costs all others of the process time.
 */
export class SendWindow {
  readonly #now: () => number;
  #free: number;
  #fed = 0;
  readonly #waiting: Waiting[] = [];
  readonly #least: number;
  readonly #mostFed: number;
  #lastFed: WorkspaceId | null = null;
  #directAt = Number.NEGATIVE_INFINITY;

  constructor(size: number, now: () => number = () => performance.now()) {
    this.#now = now;
    this.#free = size;
    // Groups of ones would cost a transaction each.
    this.#least = Math.max(1, Math.floor(size / 8));
    this.#mostFed = Math.max(1, Math.floor(size / 8));
  }

  /**
   * Waits for places: 1 to `wanted` of them. Each is to be released. Where patience is limited, 0 once it has ended; `least` =
   * fewer are of no use.
   */
  acquire(
    wanted: number,
    { lane, workspaceId }: { lane: Lane; workspaceId: WorkspaceId },
    { least = this.#least, patienceMs }: { least?: number; patienceMs?: number } = {},
  ): Promise<number> {
    if (lane === 'fed') this.#lastFed = workspaceId;
    else if (workspaceId !== this.#lastFed) this.#directAt = this.#now();
    return new Promise((resolve) => {
      const waiting = { wanted, least, lane, resolve };
      const behind = lane === 'fed' ? -1 : this.#waiting.findIndex((other) => other.lane === 'fed');
      this.#waiting.splice(behind === -1 ? this.#waiting.length : behind, 0, waiting);
      this.#serve();
      if (patienceMs !== undefined && this.#waiting.includes(waiting)) {
        setTimeout(() => this.#giveUp(waiting), patienceMs).unref();
      }
    });
  }

  #giveUp(waiting: Waiting): void {
    const index = this.#waiting.indexOf(waiting);
    if (index === -1) return;
    this.#waiting.splice(index, 1);
    waiting.resolve(0);
    this.#serve();
  }

  release(places: number, lane: Lane): void {
    this.#free += places;
    if (lane === 'fed') this.#fed -= places;
    this.#serve();
  }

  #serve(): void {
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const isBeside = next.lane === 'fed' && this.#now() - this.#directAt < expectedForMs;
      const room = isBeside ? Math.min(this.#free, this.#mostFed - this.#fed) : this.#free;
      const least = isBeside ? Math.ceil(this.#mostFed / 2) : next.least;
      // What the fed lane is short of beside the direct one it gets when some of its own places are released.
      if (room < Math.min(next.wanted, least)) return;
      this.#waiting.shift();
      const granted = Math.min(next.wanted, room);
      this.#free -= granted;
      if (next.lane === 'fed') this.#fed += granted;
      next.resolve(granted);
    }
  }
}
