import { ChannelListener, type EventSourceTarget, findEventSourceByToken, type Pool } from '@canvass/database';
import type { Logger } from '@canvass/platform';

const knownForMs = 10_000;
const unknownForMs = 2_000;
const maxEntries = 20_000;
/** Lookups under way at once: whoever guesses tokens occupies no more connections of the database than this. */
const maxLookups = 4;
/** A change that was not announced, because announcements were cut off, is seen after this time at the latest. */
const usableForMs = 60_000;
const tokenShape = /^[A-Za-z0-9_-]{1,128}$/;

/** There is no room to look a token up now. */
export class TooManyLookups extends Error {
  override readonly name = 'TooManyLookups';
}

interface Entry {
  readonly target: EventSourceTarget | null;
  readonly staleAt: number;
}

/**
 * Event sources by token, remembered for seconds. A change announces itself and is forgotten at once; the seconds are the
 * net below. Unknown tokens are remembered too, but briefly and apart, so that guessing neither reaches the database each
 * time nor drives out those that are known.
 */
export class EventSourceCache implements AsyncDisposable {
  readonly #pool: Pool;
  readonly #known = new Map<string, Entry>();
  readonly #unknown = new Map<string, Entry>();
  readonly #lookups = new Map<string, Promise<EventSourceTarget | null>>();
  readonly #listener: ChannelListener;
  #changes = 0;

  constructor(pool: Pool, databaseUrl: string, log: Logger) {
    this.#pool = pool;
    this.#listener = new ChannelListener({
      databaseUrl,
      channel: 'canvass_event_sources',
      onPayload: (eventSourceId) => this.#forget(eventSourceId),
      onListening: () => this.#forgetAll(),
      onError: (error) => log.warn({ error: error instanceof Error ? error.message : 'lost' }, 'listener.lost'),
    });
  }

  /** Throws `TooManyLookups` where so many tokens are being looked up that another can't be. */
  async find(token: string): Promise<EventSourceTarget | null> {
    if (!tokenShape.test(token)) return null;
    const entry = this.#known.get(token) ?? this.#unknown.get(token);
    if (entry !== undefined && performance.now() < entry.staleAt) return entry.target;
    const running = this.#lookups.get(token);
    if (running) return running;
    if (this.#lookups.size >= maxLookups) {
      if (entry?.target && performance.now() < entry.staleAt + usableForMs) return entry.target;
      throw new TooManyLookups();
    }
    const lookup = this.#lookUp(token).finally(() => this.#lookups.delete(token));
    this.#lookups.set(token, lookup);
    return lookup;
  }

  async #lookUp(token: string): Promise<EventSourceTarget | null> {
    const changesBefore = this.#changes;
    const target = await findEventSourceByToken(this.#pool, token);
    this.#known.delete(token);
    this.#unknown.delete(token);
    if (changesBefore !== this.#changes) return target; // perhaps read before the change: don't remember it
    const entries = target === null ? this.#unknown : this.#known;
    if (entries.size >= maxEntries) entries.clear();
    entries.set(token, { target, staleAt: performance.now() + (target === null ? unknownForMs : knownForMs) });
    return target;
  }

  #forget(eventSourceId: string): void {
    this.#changes += 1;
    this.#unknown.clear();
    for (const [token, entry] of this.#known) {
      if (entry.target?.id === eventSourceId) this.#known.delete(token);
    }
  }

  #forgetAll(): void {
    this.#changes += 1;
    this.#known.clear();
    this.#unknown.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#listener[Symbol.asyncDispose]();
  }
}
