import type { Logger } from '@canvass/platform';
import pg from 'pg';

/** Names the relay among the advisory locks of the database. */
const relayLock = 1_667_329_654;

/** How long the lock is held without a sign of life. */
const leaseMs = 6_000;
const signOfLifeEveryMs = 2_000;

/**
 * Says which process is the relay: the one whose connection holds an advisory lock. The lock ends with the connection,
 * so another process takes over as soon as the server notices that this one is gone.
 */
export class Leadership implements AsyncDisposable {
  readonly #databaseUrl: string;
  readonly #log: Logger;
  #client: pg.Client | null = null;
  #held = false;
  #signsOfLife: NodeJS.Timeout | null = null;
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
      if (this.#held) {
        this.#log.info('relay.leading');
        this.#signsOfLife = setInterval(() => this.check().catch(() => {}), signOfLifeEveryMs).unref(); // a round reports it
      }
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
    // A leader that is stopped asks no more and loses its connection, and the lock with it; one whose machine has vanished
    // is noticed about as soon.
    await client.query(`set idle_session_timeout = ${leaseMs}; set tcp_keepalives_idle = 3; set tcp_keepalives_interval = 2;
                        set tcp_keepalives_count = 2`);
    return client;
  }

  async #drop(): Promise<void> {
    const client = this.#client;
    if (this.#held) this.#log.warn('relay.lost-leadership');
    this.#client = null;
    this.#held = false;
    if (this.#signsOfLife !== null) clearInterval(this.#signsOfLife);
    await client?.end().catch(() => {}); // it is broken already
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#held = false;
    if (this.#signsOfLife !== null) clearInterval(this.#signsOfLife);
    await this.#client?.end();
  }
}
