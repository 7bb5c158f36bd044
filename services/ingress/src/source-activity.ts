import {
  type EventSourceActivity,
  type EventSourceTarget,
  inSystem,
  type LearnedField,
  type Pool,
  recordEventSourceActivity,
} from '@canvass/database';
import type { EventSourceId } from '@canvass/domain';
import type { Logger } from '@canvass/platform';
import type { ReadMessage } from './dialect.ts';

interface Gathered {
  readonly target: EventSourceTarget;
  duplicates: number;
  lastMessageAt: Date;
  readonly fields: Map<string, LearnedField>;
}

const maxSources = 10_000;
const maxExampleLength = 200;

/**
 * Gathers what accepted messages say about their event sources (last message, duplicates, fields) and records it at once
 * after a quiet moment, about once a second under load: the rows of busy event sources are not written for each message.
 */
export class SourceActivity implements AsyncDisposable {
  readonly #pool: Pool;
  readonly #log: Logger;
  readonly #intervalMs: number;
  #timer: NodeJS.Timeout | null = null;
  #recordedAt = Number.NEGATIVE_INFINITY;
  #closed = false;
  #gathered = new Map<EventSourceId, Gathered>();
  #recording: Promise<void> = Promise.resolve();

  constructor(pool: Pool, log: Logger, intervalMs = 1000) {
    this.#pool = pool;
    this.#log = log;
    this.#intervalMs = intervalMs;
  }

  accepted(target: EventSourceTarget, message: ReadMessage, duplicates: number): void {
    const gathered = this.#of(target);
    if (gathered === null) return;
    gathered.duplicates += duplicates;
    gathered.lastMessageAt = new Date();
    for (const { fields } of message.notifications) {
      for (const name in fields) learn(gathered.fields, name, fields[name] ?? null, message.typeOf);
    }
    this.#recordSoon();
  }

  #recordSoon(): void {
    if (this.#timer !== null) return;
    const waitMs = Math.max(0, this.#recordedAt + this.#intervalMs - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#recordedAt = performance.now();
      this.#recording = this.#recording.then(() => this.#record());
    }, waitMs).unref();
  }

  #of(target: EventSourceTarget): Gathered | null {
    const known = this.#gathered.get(target.id);
    if (known) return known;
    if (this.#gathered.size >= maxSources) return null;
    const fresh = { target, duplicates: 0, lastMessageAt: new Date(), fields: new Map<string, LearnedField>() };
    this.#gathered.set(target.id, fresh);
    return fresh;
  }

  async #record(): Promise<void> {
    const gathered = this.#gathered;
    if (gathered.size === 0) return;
    this.#gathered = new Map();
    try {
      const activities = [...gathered.values()].map(toActivity);
      await inSystem(this.#pool, (db) => recordEventSourceActivity(db, activities));
    } catch (error) {
      this.#log.warn({ err: error }, 'source-activity.not-recorded');
      for (const { target, duplicates, lastMessageAt } of gathered.values()) {
        const later = this.#of(target); // the fields come again with the next message
        if (later === null) continue;
        later.duplicates += duplicates;
        if (later.lastMessageAt < lastMessageAt) later.lastMessageAt = lastMessageAt;
      }
      if (!this.#closed) this.#recordSoon();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#recording;
    await this.#record();
  }
}

function learn(
  fields: Map<string, LearnedField>,
  name: string,
  value: string | null,
  typeOf: ReadMessage['typeOf'],
): void {
  const known = fields.get(name);
  if (known !== undefined && (known.example !== null || value === null)) return;
  const example = value === null || value === '' ? null : value.slice(0, maxExampleLength).toWellFormed();
  fields.set(name, { name, type: example === null || value === null ? null : typeOf(name, value), example });
}

function toActivity({ target, duplicates, lastMessageAt, fields }: Gathered): EventSourceActivity {
  return {
    workspaceId: target.workspaceId,
    eventSourceId: target.id,
    duplicates,
    lastMessageAt,
    fields: [...fields.values()],
  };
}
