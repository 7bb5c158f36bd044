import type { Installation } from './installation.ts';
import { residentMegabytes } from './processor-time.ts';

/** Watches what Redis and the service processes hold, four times a second, until disposed. */
export class MostHeld implements Disposable {
  readonly #installation: Installation;
  readonly #kinds: readonly string[];
  readonly #services: Record<string, number> = {};
  readonly #timer: NodeJS.Timeout;
  #redis = 0;

  constructor(installation: Installation, kinds: readonly string[]) {
    this.#installation = installation;
    this.#kinds = kinds;
    this.#timer = setInterval(() => this.#look(), 250);
  }

  #look(): void {
    for (const { kind, pid } of this.#installation.services) {
      if (!this.#kinds.includes(kind)) continue;
      this.#services[kind] = Math.max(this.#services[kind] ?? 0, residentMegabytes(pid));
    }
    void this.#installation.redis?.usedMegabytes().then((megabytes) => {
      this.#redis = Math.max(this.#redis, megabytes);
    });
  }

  /** The most that one process of each kind held, in megabytes. */
  most(): { redis: number; services: Readonly<Record<string, number>> } {
    return { redis: this.#redis, services: this.#services };
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}
