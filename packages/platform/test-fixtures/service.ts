import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { listen, runService, serviceConfig } from '../src/index.ts';

/** A service whose one request takes a while: for watching start, health and shutdown from outside. */
await runService(
  'fixture',
  z.object({ ...serviceConfig, PORT: z.coerce.number(), BROKEN: z.string().optional() }),
  async ({ config, health, resources }) => {
    health.needs('database', async () => {
      if (config.BROKEN) throw new Error(config.BROKEN);
    });
    resources.use(
      await listen(
        async (_request, response) => {
          await pause(500);
          response.end('finished');
        },
        { port: config.PORT, host: '127.0.0.1' },
      ),
    );
  },
);
