export interface GroupCommitOptions<Item, Result> {
  /** Commits a group whole and answers one result per item, or throws and has changed nothing. */
  commit(items: readonly Item[]): Promise<readonly Result[]>;
  /** True when another try of each item alone could succeed; false when the database is away. */
  worthAlone(error: unknown): boolean;
  weigh(item: Item): number;
  /** A group is closed before it gets heavier than this; an item heavier than this goes alone. */
  maxWeight: number;
  maxItems: number;
  /** Commits under way at once; what comes meanwhile is the next group. */
  concurrency: number;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

/**
 * Lets concurrent callers share one commit. Nobody waits for company: an item is committed with those of the same turn of
 * the event loop, or, while as many commits as may be are under way, with all those that came meanwhile. An item that makes
 * a group fail does not harm the others.
 */
export class GroupCommit<Item, Result> {
  readonly #options: GroupCommitOptions<Item, Result>;
  #waiting: Waiting<Item, Result>[] = [];
  #underWay = 0;
  #starting = false;

  constructor(options: GroupCommitOptions<Item, Result>) {
    this.#options = options;
  }

  submit(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#startSoon();
    });
  }

  /** At the end of this turn: whatever else the sockets brought in it comes along, at no cost in time. */
  #startSoon(): void {
    if (this.#starting || this.#underWay >= this.#options.concurrency) return;
    this.#starting = true;
    setImmediate(() => {
      this.#starting = false;
      this.#start();
    });
  }

  #start(): void {
    while (this.#underWay < this.#options.concurrency && this.#waiting.length > 0) {
      this.#underWay += 1;
      void this.#commit(this.#takeGroup()).finally(() => {
        this.#underWay -= 1;
        this.#startSoon();
      });
    }
  }

  #takeGroup(): Waiting<Item, Result>[] {
    let weight = 0;
    let count = 0;
    for (const { item } of this.#waiting) {
      weight += this.#options.weigh(item);
      if (count > 0 && (weight > this.#options.maxWeight || count >= this.#options.maxItems)) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #commit(group: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await this.#options.commit(group.map(({ item }) => item));
      group.forEach((waiting, index) => {
        const result = results[index];
        if (result === undefined) waiting.reject(new Error('a commit left an item without result'));
        else waiting.resolve(result);
      });
    } catch (error) {
      if (group.length === 1 || !this.#options.worthAlone(error)) {
        for (const waiting of group) waiting.reject(error);
        return;
      }
      for (const waiting of group) await this.#commit([waiting]);
    }
  }
}
