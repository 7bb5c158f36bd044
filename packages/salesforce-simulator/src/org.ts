import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { maxNotifications, type Notification, type OrgIdentity, writeMessage } from '@canvass/outbound-message';
import { refusalOf } from './acknowledgement.ts';
import { OrgLedger } from './org-ledger.ts';
import { Connections, salesforceTimeoutMs } from './post-message.ts';
import type { Random } from './random.ts';

/** How this org sends. Salesforce promises none of it but "at least once, within 24 hours". */
export interface OrgBehaviour {
  /** Notifications of one message at most, 1 to 100. */
  readonly batch: number;
  /** Messages under way at a time. */
  readonly concurrency: number;
  /** Notifications a second; null = as fast as the receiver answers. */
  readonly rate: number | null;
  /** Share of notifications that come again after their `Ack`, later and in other company. */
  readonly duplicates: number;
  /** Share of messages whose `Ack` is lost on the way back, so that they are sent again. */
  readonly loseAcks: number;
  /** Takes what is due in any order instead of first in, first out. */
  readonly reorder: boolean;
  readonly random: Random;
  readonly timeoutMs?: number;
  /** The first retry's delay; it doubles up to `maxRetryMs` (Salesforce: 2 hours) for `giveUpAfterMs` (24 hours). */
  readonly firstRetryMs?: number;
  readonly maxRetryMs?: number;
  readonly giveUpAfterMs?: number;
}

interface Outgoing {
  readonly notification: Notification;
  readonly duplicate: boolean;
  readonly firstTriedAt: number;
  readonly failedAttempts: number;
}

const hourMs = 3_600_000;

/** An org with one outbound-message definition: keeps every notification until it is acknowledged. */
export class Org {
  readonly ledger = new OrgLedger();
  readonly #identity: OrgIdentity;
  readonly #url: string;
  readonly #behaviour: OrgBehaviour;
  readonly #due: Outgoing[] = [];
  readonly #timers = new Set<NodeJS.Timeout>();
  /** Taken from the caller or waiting for a retry, and neither acknowledged nor given up. */
  #open = 0;
  #nextSlotAt = 0;
  #changed = Promise.withResolvers<void>();

  constructor(identity: OrgIdentity, url: string, behaviour: OrgBehaviour) {
    if (behaviour.batch < 1 || behaviour.batch > maxNotifications) throw new RangeError('a batch is 1 to 100');
    this.#identity = identity;
    this.#url = url;
    this.#behaviour = behaviour;
  }

  /** Sends all of it; resolves once everything is acknowledged, given up after 24 hours, or `signal` is aborted. */
  async send(notifications: Iterable<Notification>, signal: AbortSignal = new AbortController().signal): Promise<void> {
    const fresh = notifications[Symbol.iterator]();
    setMaxListeners(this.#behaviour.concurrency + 10, signal);
    signal.addEventListener('abort', () => this.#wake(), { once: true });
    using connections = new Connections(this.#url, this.#behaviour.concurrency);
    const senders = Array.from({ length: this.#behaviour.concurrency }, async () => {
      while (!signal.aborted) {
        const message = this.#take(fresh);
        if (message.length > 0) await this.#sendMessage(connections, message, signal);
        else if (this.#open === 0) return;
        else await this.#changed.promise;
      }
    });
    await Promise.all(senders);
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #take(fresh: Iterator<Notification>): Outgoing[] {
    const message: Outgoing[] = [];
    while (message.length < this.#behaviour.batch) {
      const index = this.#behaviour.reorder ? this.#behaviour.random.below(this.#due.length) : 0;
      const [again] = this.#due.splice(index, 1);
      if (again) {
        message.push(again);
        continue;
      }
      const next = fresh.next();
      if (next.done) break;
      this.#open += 1;
      message.push({ notification: next.value, duplicate: false, firstTriedAt: Date.now(), failedAttempts: 0 });
    }
    if (this.#behaviour.reorder) message.sort(() => this.#behaviour.random.next() - 0.5);
    return message;
  }

  async #sendMessage(connections: Connections, message: Outgoing[], signal: AbortSignal): Promise<void> {
    await this.#waitForSlot(message.length, signal);
    if (signal.aborted) return;
    const notifications = message.map(({ notification }) => notification);
    const entries = notifications.map(({ id, fields }) => this.ledger.entry(id, fields.Id));
    for (const entry of entries) entry.attempts += 1;
    this.ledger.messages += 1;
    const refusal = await this.#attempt(connections, writeMessage(this.#identity, notifications), signal);
    if (refusal === null || refusal === lostAck) {
      for (const entry of entries) entry.firstAnsweredAt ??= new Date();
    }
    if (refusal !== null) {
      this.ledger.failed(refusal);
      this.#retryLater(message);
      return;
    }
    for (const entry of entries) entry.acknowledgedAt ??= new Date();
    this.#settle(message.length);
    this.#repeatSome(message);
  }

  /** Null = acknowledged, otherwise why not. */
  async #attempt(connections: Connections, body: string, signal: AbortSignal): Promise<string | null> {
    try {
      const answer = await connections.post(body, {
        timeoutMs: this.#behaviour.timeoutMs ?? salesforceTimeoutMs,
        signal,
      });
      const refusal = refusalOf(answer);
      if (refusal !== null || !this.#behaviour.random.chance(this.#behaviour.loseAcks)) return refusal;
      this.ledger.lostAcks += 1;
      return lostAck;
    } catch (error) {
      if (error instanceof Error && error.cause instanceof Error && error.cause.name === 'TimeoutError')
        return 'timed out';
      return error instanceof Error && 'code' in error
        ? `connection failed (${String(error.code)})`
        : 'connection failed';
    }
  }

  async #waitForSlot(notifications: number, signal: AbortSignal): Promise<void> {
    if (this.#behaviour.rate === null) return;
    const slotAt = Math.max(this.#nextSlotAt, Date.now());
    this.#nextSlotAt = slotAt + (notifications / this.#behaviour.rate) * 1000;
    await pause(slotAt - Date.now(), undefined, { signal }).catch(() => {}); // aborted: the caller looks
  }

  #retryLater(message: readonly Outgoing[]): void {
    const { firstRetryMs = 1000, maxRetryMs = 2 * hourMs, giveUpAfterMs = 24 * hourMs } = this.#behaviour;
    const byDelay = Map.groupBy(message, ({ failedAttempts }) =>
      Math.min(firstRetryMs * 2 ** failedAttempts, maxRetryMs),
    );
    for (const [delayMs, group] of byDelay) {
      const kept = group.filter(({ firstTriedAt }) => Date.now() + delayMs - firstTriedAt <= giveUpAfterMs);
      this.#settle(group.length - kept.length);
      const again = kept.map((outgoing) => ({ ...outgoing, failedAttempts: outgoing.failedAttempts + 1 }));
      this.#dueLater(again, delayMs);
    }
  }

  #repeatSome(message: readonly Outgoing[]): void {
    const { random, duplicates } = this.#behaviour;
    for (const { notification, duplicate } of message) {
      if (duplicate || !random.chance(duplicates)) continue;
      this.ledger.duplicates += 1;
      this.#open += 1;
      const again = { notification, duplicate: true, firstTriedAt: Date.now(), failedAttempts: 0 };
      this.#dueLater([again], random.below(1000));
    }
  }

  #dueLater(outgoing: readonly Outgoing[], delayMs: number): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.#due.push(...outgoing);
      this.#wake();
    }, delayMs);
    this.#timers.add(timer);
  }

  #settle(count: number): void {
    this.#open -= count;
    this.#wake();
  }

  #wake(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

const lostAck = 'the acknowledgement was lost';
