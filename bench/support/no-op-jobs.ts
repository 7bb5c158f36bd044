import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openQueue } from '@canvass/jobs';
import { choosePorts } from '../../packages/local/src/ports.ts';
import { NodeProcess } from './node-process.ts';
import type { RedisServer } from './redis-server.ts';
import { untilTrue } from './until-true.ts';

const perAdd = 100;
/** Adds under way at a time. */
const adders = 4;

/**
 * BullMQ by itself, on a Redis that is there: jobs that do nothing, with a payload as small as ours, added in hundreds by
 * this process (4 adds under way) while one worker process (50 jobs at a time) takes them.
 */
export class NoOpJobs implements AsyncDisposable {
  readonly #redis: RedisServer;
  readonly #prefix: string;
  readonly #worker: NodeProcess;
  readonly #url: string;

  private constructor(redis: RedisServer, worker: NodeProcess, url: string, prefix: string) {
    this.#redis = redis;
    this.#worker = worker;
    this.#url = url;
    this.#prefix = prefix;
  }

  static async start(resources: AsyncDisposableStack, redis: RedisServer, folder: string): Promise<NoOpJobs> {
    const { worker: port = 0 } = await choosePorts(['worker'], {});
    const prefix = `{no-op-${randomUUID()}}`;
    const url = `http://127.0.0.1:${port}/`;
    const worker = resources.use(
      new NodeProcess({
        kind: 'no-op worker',
        entry: new URL('./no-op-worker.ts', import.meta.url),
        env: { REDIS_URL: redis.url, QUEUE_PREFIX: prefix, PORT: String(port) },
        readyUrl: url,
        logFile: join(folder, 'logs', 'no-op-worker.log'),
      }),
    );
    await worker.start();
    return new NoOpJobs(redis, worker, url, prefix);
  }

  /** Jobs a second, from the first add to the last job done. */
  async measure(count: number): Promise<number> {
    const config = { DATABASE_URL: '', REDIS_URL: this.#redis.url, QUEUE_PREFIX: this.#prefix };
    const queue = openQueue(config, 'no-op');
    queue.on('error', () => {});
    const doneBefore = await this.#done();
    const startedAt = performance.now();
    let left = Math.ceil(count / perAdd);
    const jobs = left * perAdd;
    await Promise.all(
      Array.from({ length: adders }, async () => {
        while (left > 0) {
          left -= 1;
          await queue.addBulk(Array.from({ length: perAdd }, () => ({ name: 'no-op', data: { id: randomUUID() } })));
        }
      }),
    );
    await untilTrue('all no-op jobs are done', async () => (await this.#done()) >= doneBefore + jobs, { everyMs: 20 });
    const perSecond = jobs / ((performance.now() - startedAt) / 1000);
    await queue.close();
    return perSecond;
  }

  async #done(): Promise<number> {
    return Number(await (await fetch(this.#url)).text());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#worker[Symbol.asyncDispose]();
  }
}
