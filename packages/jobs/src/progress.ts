import { closeQueue, openQueue, type QueueConfig, type RawQueue } from './backend.ts';
import { withinTime } from './queue-load.ts';

/** No handler works this long: calls to providers and waits for a database end well before. */
const stuckAfterMs = 5 * 60_000;
/** Jobs that wait this long beside a worker with nothing in hand: it has stopped taking them. */
const idleBesideWorkMs = 60_000;
const askingMs = 500;

/** Whether a worker gets anywhere: it ends what it takes, and takes what waits. */
export class Progress implements AsyncDisposable {
  readonly #config: QueueConfig;
  readonly #name: string;
  readonly #now: () => number;
  readonly #inHand = new Set<{ readonly since: number }>();
  #queue: RawQueue | null = null;
  /** Since when jobs have waited while nothing was taken; null = not so at the last look. */
  #idleSince: number | null = null;

  constructor(config: QueueConfig, name: string, now: () => number = () => performance.now()) {
    this.#config = config;
    this.#name = name;
    this.#now = now;
  }

  /** A job is taken; the answer is called when it has ended. */
  begin(): () => void {
    const job = { since: this.#now() };
    this.#inHand.add(job);
    this.#idleSince = null;
    return () => this.#inHand.delete(job);
  }

  /** What is wrong, in words for a log line; null = nothing. A queue that is away is no fault of the worker's. */
  async problem(): Promise<string | null> {
    const oldest = Math.min(...[...this.#inHand].map(({ since }) => since));
    if (this.#now() - oldest > stuckAfterMs) return 'has had a job in hand for minutes';
    if (this.#inHand.size > 0 || (await this.#waiting()) === 0) {
      this.#idleSince = null;
      return null;
    }
    this.#idleSince ??= this.#now();
    return this.#now() - this.#idleSince > idleBesideWorkMs ? 'takes no jobs though some wait' : null;
  }

  async #waiting(): Promise<number> {
    this.#queue ??= this.#open();
    try {
      const counts = await withinTime(this.#queue.getJobCounts('waiting'), askingMs);
      return counts.waiting ?? 0;
    } catch {
      return 0;
    }
  }

  #open(): RawQueue {
    const queue = openQueue(this.#config, this.#name);
    queue.on('error', () => {}); // the worker's own connection reports it
    return queue;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#queue !== null) await closeQueue(this.#queue);
  }
}
