import { connectDatabase, LeftRows, type Pool } from '@canvass/database';
import { handle, Producer, processMessage, startWorkers } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import { z } from 'zod';
import { processMessageHandler } from '../jobs/process-message.ts';

const Arguments = z.object({
  databaseUrl: z.string(),
  redisUrl: z.string().optional(),
  prefix: z.string(),
  /** A notification that ends the process as soon as a run is made of it. */
  poison: z.string(),
});

/** A worker of `process-message` in a process of its own, that a notification can kill. */
const { databaseUrl, redisUrl, prefix, poison } = Arguments.parse(JSON.parse(process.argv[2] ?? ''));
const log = createLogger('engine-worker', 'silent');
const { pool } = connectDatabase(
  { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: 4 },
  { applicationName: 'engine-worker', onError: () => {} },
);
const queues = { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, QUEUE_PREFIX: prefix };
const leftRows = new LeftRows(pool, () => {});
const handler = processMessageHandler(deadly(pool), new Producer(queues, log, leftRows), { changed: () => {} });
startWorkers(queues, log, [handle(processMessage, handler)], leftRows);

function deadly(pool: Pool): Pool {
  pool.on('connect', (client) => {
    const query = client.query.bind(client);
    client.query = new Proxy(query, {
      apply(target, self, given: unknown[]) {
        const [asked] = given;
        const adds = typeof asked === 'object' && asked !== null && 'name' in asked && asked.name === 'add-runs';
        if (adds && JSON.stringify(asked).includes(poison)) process.kill(process.pid, 'SIGKILL');
        return Reflect.apply(target, self, given);
      },
    });
  });
  return pool;
}
