import { join } from 'node:path';
import pg from 'pg';
import { postgresOwner, postgresProgram } from '../../packages/local/src/postgres/installation.ts';
import { prepareCluster, prepareDatabase } from '../../packages/local/src/postgres/prepare.ts';
import { type GuardedProgram, startGuarded } from './guarded-program.ts';
import { untilTrue } from './until-true.ts';

const password = 'bench';

/** A PostgreSQL that keeps its promises: fsync, full pages and synchronous_commit on, as a default server. */
const settings = [
  ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=400'],
  ...['shared_buffers=256MB', 'max_wal_size=2GB', 'log_min_messages=fatal'],
];

/** A temporary PostgreSQL that can be killed and started again over the same data. */
export class PostgresServer implements AsyncDisposable {
  readonly #folder: string;
  readonly #port: number;
  readonly #settings: readonly string[];
  #program: GuardedProgram | null = null;

  constructor(folder: string, port: number, moreSettings: readonly string[] = []) {
    this.#folder = join(folder, 'postgres');
    this.#port = port;
    this.#settings = [...settings, ...moreSettings];
  }

  /** The product's database as a superuser. */
  get adminUrl(): string {
    return `postgres://postgres:${password}@127.0.0.1:${this.#port}/canvass`;
  }

  get pid(): number {
    if (this.#program === null) throw new Error('PostgreSQL is not running');
    return this.#program.pid;
  }

  async prepare(): Promise<void> {
    await prepareCluster(this.#folder, password);
  }

  /** Starts it and answers the URL of the product's database, whose owner is no superuser. */
  async start(): Promise<string> {
    const args = [
      '-D',
      this.#folder,
      '-p',
      String(this.#port),
      ...this.#settings.flatMap((setting) => ['-c', setting]),
    ];
    const program = await postgresProgram('postgres');
    // After a kill it does not start before the last of its old processes has noticed.
    await untilTrue('PostgreSQL takes queries', async () => {
      const started = await startGuarded(program, args, { ...postgresOwner(), endSignal: 'QUIT' }); // its data is thrown away
      this.#program = started;
      let hasEnded = false;
      void started.ended.then(() => {
        hasEnded = true;
      });
      await untilTrue('PostgreSQL answers', async () => hasEnded || (await this.#answers()));
      return !hasEnded;
    });
    return await prepareDatabase(this.#port, password);
  }

  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.#program?.ended;
  }

  async #answers(): Promise<boolean> {
    const client = new pg.Client({ host: '127.0.0.1', port: this.#port, user: 'postgres', password });
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      return false;
    } finally {
      await client.end().catch(() => {});
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program?.[Symbol.asyncDispose]();
  }
}
