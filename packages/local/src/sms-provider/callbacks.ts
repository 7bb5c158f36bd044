import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from '@canvass/platform';
import twilio from 'twilio';

const maxWaiting = 20_000;
const maxAtOnce = 16;
const attempts = 4;

/** Calls webhooks as Twilio does: form-encoded, signed over the full address and the parameters, tried a few times. */
export class CallbackQueue implements AsyncDisposable {
  readonly #authToken: string;
  readonly #log: Logger;
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #abort = new AbortController();
  #running = 0;

  constructor(authToken: string, log: Logger) {
    this.#authToken = authToken;
    this.#log = log;
  }

  /** Does this work, several calls in their order, when there is room; never waits for it. */
  add(work: () => Promise<void>): void {
    if (this.#waiting.length >= maxWaiting) return;
    this.#waiting.push(work);
    this.#next();
  }

  /** Posts the parameters, answering the body of a 2xx answer; null when it was never taken. */
  async call(url: string, parameters: Record<string, string>): Promise<string | null> {
    const signature = twilio.getExpectedTwilioSignature(this.#authToken, url, parameters);
    for (let attempt = 1; attempt <= attempts && !this.#abort.signal.aborted; attempt += 1) {
      try {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'x-twilio-signature': signature, 'user-agent': 'TwilioProxy/1.1' },
          body: new URLSearchParams(parameters),
          signal: AbortSignal.any([AbortSignal.timeout(15_000), this.#abort.signal]),
        });
        const body = await response.text();
        if (response.ok) return body;
        this.#log.warn({ status: response.status, attempt }, 'callback.refused');
      } catch (error) {
        if (this.#abort.signal.aborted) return null;
        this.#log.warn({ attempt, err: error }, 'callback.failed');
      }
      await pause(250 * 2 ** attempt, null, { signal: this.#abort.signal }).catch(() => null); // ends at shutdown
    }
    return null;
  }

  #next(): void {
    const work = this.#running < maxAtOnce && !this.#abort.signal.aborted ? this.#waiting.shift() : undefined;
    if (work === undefined) return;
    this.#running += 1;
    void work()
      .catch((error: unknown) => this.#log.error({ err: error }, 'callback.crashed'))
      .finally(() => {
        this.#running -= 1;
        this.#next();
      });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#waiting.length = 0;
    this.#abort.abort();
  }
}
