import { Redis } from 'ioredis';
import { type GuardedProgram, startGuarded } from './guarded-program.ts';
import { untilTrue } from './until-true.ts';

/** A temporary Redis without persistence: killed and started again, it is empty. */
export class RedisServer implements AsyncDisposable {
  readonly url: string;
  readonly #port: number;
  readonly #folder: string;
  #program: GuardedProgram | null = null;

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  get pid(): number {
    if (this.#program === null) throw new Error('Redis is not running');
    return this.#program.pid;
  }

  async start(): Promise<void> {
    const args = ['--port', String(this.#port), '--bind', '127.0.0.1', '--save', '', '--dir', this.#folder];
    this.#program = await startGuarded('redis-server', args, { endSignal: 'TERM' });
    await untilTrue('Redis answers (is redis-server installed?)', async () => (await this.ask('ping')) !== null);
  }

  async kill(): Promise<void> {
    process.kill(this.pid, 'SIGKILL');
    await this.#program?.ended;
  }

  /** Megabytes that Redis says it holds. */
  async usedMegabytes(): Promise<number> {
    const info = String(await this.ask('info', 'memory'));
    return Number(/^used_memory:(\d+)/m.exec(info)?.[1] ?? 0) / 1024 / 1024;
  }

  async ask(command: string, ...args: string[]): Promise<unknown> {
    const redis = new Redis(this.url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: null });
    redis.on('error', () => {});
    try {
      return await redis.call(command, ...args);
    } catch {
      return null;
    } finally {
      redis.disconnect();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#program?.[Symbol.asyncDispose]();
  }
}
