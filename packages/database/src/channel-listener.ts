import pg from 'pg';
import { answerMs, keptAlive } from './connection.ts';

export interface ChannelListenerOptions {
  readonly databaseUrl: string;
  readonly channel: string;
  onPayload(payload: string): void;
  /** Listening (again): what was announced before was missed. */
  onListening(): void;
  onError(error: unknown): void;
}

const retryMs = 1000;

/**
 * Listens on a channel over a connection of its own until disposed. A database that is away, now or later, is tried
 * again every second; nothing is thrown.
 */
export class ChannelListener implements AsyncDisposable {
  readonly #options: ChannelListenerOptions;
  readonly #closed = new AbortController();
  #client: pg.Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #connecting: Promise<void>;
  /** Resolves when the first attempt to listen has succeeded or failed. */
  readonly firstAttempt: Promise<void>;

  constructor(options: ChannelListenerOptions) {
    this.#options = options;
    this.#connecting = this.#connect();
    this.firstAttempt = this.#connecting;
  }

  async #connect(): Promise<void> {
    const { databaseUrl, channel, onPayload, onListening } = this.#options;
    const client = new pg.Client({
      connectionString: databaseUrl,
      application_name: 'canvass-listener',
      connectionTimeoutMillis: 5_000,
      query_timeout: answerMs,
      ...keptAlive,
    });
    client.on('error', (error) => this.#lost(client, error));
    client.on('end', () => this.#lost(client, null));
    client.on('notification', (message) => onPayload(message.payload ?? ''));
    this.#client = client;
    try {
      await client.connect();
      await client.query(`listen ${pg.escapeIdentifier(channel)}`);
      onListening();
    } catch (error) {
      this.#lost(client, error);
    }
  }

  #lost(client: pg.Client, error: unknown): void {
    if (client !== this.#client || this.#closed.signal.aborted) return;
    this.#client = null;
    if (error !== null) this.#options.onError(error);
    client.end().catch(() => {}); // already gone
    this.#retry = setTimeout(() => {
      this.#connecting = this.#connect();
    }, retryMs);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    if (this.#retry) clearTimeout(this.#retry);
    await this.#connecting;
    await this.#client?.end().catch(() => {}); // already gone
  }
}
