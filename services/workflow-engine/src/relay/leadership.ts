import type { Logger } from '@canvass/platform';
import pg from 'pg';

/** Names the relay among the advisory locks of the database. */
const relayLock = 1_667_329_654;

/**
 * Says which process is the relay: the one whose connection holds an advisory lock. The lock ends with the connection,
 * so another process takes over as soon as the server notices that this one is gone.
 */
export class Leadership implements AsyncDisposable {
  readonly #databaseUrl: string;
  readonly #log: Logger;
  #client: pg.Client | null = null;
  #held = false;
  /** One question at a time: two would open two connections, and the one left over would keep the lock. */
  #asking: Promise<boolean> | null = null;

  constructor(databaseUrl: string, log: Logger) {
    this.#databaseUrl = databaseUrl;
    this.#log = log;
  }

  /** True while this process is the leader. Asks the server each time; throws when it can't be reached. */
  check(): Promise<boolean> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  async #ask(): Promise<boolean> {
    try {
      this.#client ??= await this.#connect();
      if (this.#held) {
        await this.#client.query('select 1');
        return this.#held;
      }
      const { rows } = await this.#client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
        relayLock,
      ]);
      this.#held = rows[0]?.held ?? false;
      if (this.#held) this.#log.info('relay.leading');
      return this.#held;
    } catch (error) {
      await this.#drop();
      throw error;
    }
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.#databaseUrl,
      application_name: 'canvass-relay-leader',
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
    });
    client.on('error', () => void this.#drop());
    await client.connect();
    // A leader whose machine has vanished is noticed within a quarter of a minute.
    await client.query('set tcp_keepalives_idle = 5; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 2');
    return client;
  }

  async #drop(): Promise<void> {
    const client = this.#client;
    if (this.#held) this.#log.warn('relay.lost-leadership');
    this.#client = null;
    this.#held = false;
    await client?.end().catch(() => {}); // it is broken already
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#held = false;
    await this.#client?.end();
  }
}
