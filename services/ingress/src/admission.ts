import { intakeInFlight } from './metrics.ts';

/** A message's place among those in hand. */
export interface Admitted extends Disposable {
  /** Whether there is room for so many bytes now. */
  fits(bytes: number): boolean;
  /** Asks for room for more bytes; false = there is none. */
  grow(bytes: number): boolean;
}

/** Bounds what is in hand, so that memory stays flat whatever arrives. Nobody queues: without room the answer is "later". */
export class Admission {
  readonly #maxRequests: number;
  readonly #maxBytes: number;
  #requests = 0;
  #bytes = 0;

  constructor(limits: { maxRequests: number; maxBytes: number }) {
    this.#maxRequests = limits.maxRequests;
    this.#maxBytes = limits.maxBytes;
  }

  admit(): Admitted | null {
    if (this.#requests >= this.#maxRequests) return null;
    this.#requests += 1;
    intakeInFlight.inc();
    let held = 0;
    return {
      fits: (bytes) => this.#bytes + bytes <= this.#maxBytes,
      grow: (bytes) => {
        if (this.#bytes + bytes > this.#maxBytes) return false;
        this.#bytes += bytes;
        held += bytes;
        return true;
      },
      [Symbol.dispose]: () => {
        this.#requests -= 1;
        this.#bytes -= held;
        held = 0;
        intakeInFlight.dec();
      },
    };
  }
}
