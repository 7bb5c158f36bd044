/** Jobs of the fed lane that a queue is filled up to: about what its workers do between two rounds of the relay. */
const least = 8;

/**
 * How many jobs the relay adds to one queue. Few jobs in the queue keep turns fair, too few leave workers idle: so the
 * depth doubles when a full queue was emptied between two rounds, and shrinks while half of it is left.
 */
export class Pace {
  readonly #most: number;
  #target: number;
  #filled = false;

  constructor(most: number) {
    this.#most = most;
    this.#target = Math.min(2 * least, most);
  }

  /** Room in a queue that holds `fed` jobs of the relay's lane and `depth` jobs in all. */
  room({ fed, depth }: { fed: number; depth: number }): number {
    if (fed === 0 && this.#filled) this.#target = Math.min(this.#target * 2, this.#most);
    else if (fed > this.#target / 2) this.#target = Math.max(least, Math.floor(this.#target * 0.9));
    this.#filled = false;
    return Math.max(0, Math.min(this.#target - fed, this.#most - depth));
  }

  /** All the room was used, and there was more to add. */
  filled(): void {
    this.#filled = true;
  }
}
