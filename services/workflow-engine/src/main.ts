import { ActivityAnnouncer, connectDatabase } from '@canvass/database';
import { handle, Producer, pingQueues, processMessage, startWorkers } from '@canvass/jobs';
import { runService } from '@canvass/platform';
import { configSchema } from './config.ts';
import { processMessageHandler } from './jobs/process-message.ts';
import { Leadership } from './relay/leadership.ts';
import { startRelay } from './relay/relay.ts';

await runService('workflow-engine', configSchema, async ({ config, log, health, resources }) => {
  const { pool } = resources.use(
    connectDatabase(config, {
      applicationName: 'canvass-workflow-engine',
      onError: (error) => log.warn({ err: error }, 'database.connection-error'),
    }),
  );
  const announcer = resources.use(
    new ActivityAnnouncer(pool, (error) => log.warn({ err: error }, 'activity.not-announced')),
  );
  const producer = resources.use(new Producer(config, log));
  const relay = resources.use(
    startRelay({
      pool,
      producer,
      announcer,
      log,
      leadership: new Leadership(config.RELAY_DATABASE_URL ?? config.DATABASE_URL, log),
      maxQueueDepth: config.RELAY_MAX_QUEUE_DEPTH,
      overdueAfterMs: 60_000,
      intervalMs: 1_000,
    }),
  );
  const workers = resources.use(
    startWorkers(config, log, [handle(processMessage, processMessageHandler(pool, producer, announcer))]),
  );

  health.needs('database', async () => void (await pool.query('select 1')));
  health.needs('queues', () => pingQueues(config));
  health.dies('workers', () => workers.check());
  health.dies('relay', () => relay.check());
});
