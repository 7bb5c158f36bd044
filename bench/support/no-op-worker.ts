import { createServer } from 'node:http';
import { Worker } from 'bullmq';
import { z } from 'zod';

/** Takes jobs and does nothing; answers how many it has taken. */
const config = z
  .object({ REDIS_URL: z.string(), QUEUE_PREFIX: z.string(), PORT: z.coerce.number() })
  .parse(process.env);
let done = 0;
const worker = new Worker(
  'no-op',
  async () => {
    done += 1;
  },
  { concurrency: 50, prefix: config.QUEUE_PREFIX, connection: { url: config.REDIS_URL, maxRetriesPerRequest: null } },
);
worker.on('error', () => {}); // Redis has gone: so does the benchmark
createServer((_request, response) => response.end(String(done))).listen(config.PORT, '127.0.0.1');
