import { randomBytes } from 'node:crypto';

export type TextStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'received';

export interface Text {
  sid: string;
  direction: 'outbound-api' | 'inbound';
  from: string;
  to: string;
  body: string;
  status: TextStatus;
  errorCode: number | null;
  segments: number;
  createdAt: Date;
}

/** A Twilio resource id: its prefix and 32 hexadecimal digits. */
export function newSid(prefix: 'SM' | 'AC'): string {
  return prefix + randomBytes(16).toString('hex');
}

/** The last texts, in memory, and who has stopped which number. The oldest text leaves when there are too many. */
export class MessageStore {
  readonly #texts: Text[] = [];
  readonly #stopped = new Set<string>();
  readonly #limit: number;

  constructor(limit = 20_000) {
    this.#limit = limit;
  }

  add(text: Text): void {
    this.#texts.push(text);
    if (this.#texts.length > this.#limit) this.#texts.splice(0, this.#texts.length - this.#limit);
  }

  newestFirst(): Text[] {
    return this.#texts.toReversed();
  }

  stop(person: string, number: string): void {
    this.#stopped.add(`${person} ${number}`);
  }

  start(person: string, number: string): void {
    this.#stopped.delete(`${person} ${number}`);
  }

  hasStopped(person: string, number: string): boolean {
    return this.#stopped.has(`${person} ${number}`);
  }
}
