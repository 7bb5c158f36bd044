import { ActivityAnnouncer, ChannelListener, connectDatabase, LeftRows, relayChannel } from '@canvass/database';
import {
  continueOperations,
  endWaits,
  handle,
  Producer,
  pingQueues,
  processMessage,
  startWorkers,
} from '@canvass/jobs';
import { runService } from '@canvass/platform';
import { configSchema } from './config.ts';
import { continueOperationsHandler } from './jobs/continue-operations.ts';
import { endWaitsHandler } from './jobs/end-waits.ts';
import { processMessageHandler } from './jobs/process-message.ts';
import { Leadership } from './relay/leadership.ts';
import { startMaintenance } from './relay/maintenance.ts';
import { startRelay } from './relay/relay.ts';

const relayConnections = 3;

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
  const leftRows = new LeftRows(pool, (error) => log.warn({ err: error }, 'relay.not-woken'));
  const producer = resources.use(new Producer(config, log, leftRows));
  const relayUrl = config.RELAY_DATABASE_URL ?? config.DATABASE_URL;
  // Connections of its own: it feeds all queues, also while this process's workers have taken theirs.
  const relayDatabase = resources.use(
    connectDatabase(
      { ...config, DATABASE_POOL_SIZE: relayConnections },
      {
        applicationName: 'canvass-relay',
        onError: (error) => log.warn({ err: error }, 'database.connection-error'),
      },
    ),
  );
  const leadership = new Leadership(relayUrl, log);
  const relay = resources.use(
    startRelay({
      pool: relayDatabase.pool,
      producer,
      announcer,
      log,
      leadership,
      maxQueueDepth: config.RELAY_MAX_QUEUE_DEPTH,
      overdueAfterMs: 60_000,
      intervalMs: 1_000,
      busyIntervalMs: 100,
      listen: (onWork) =>
        new ChannelListener({
          databaseUrl: relayUrl,
          channel: relayChannel,
          onPayload: onWork,
          onListening: () => {}, // what was announced before is found at the next round
          onError: (error) => log.warn({ err: error }, 'listener.lost'),
        }),
    }),
  );
  resources.use(startMaintenance({ pool: relayDatabase.pool, leadership, log, retentionDays: config.RETENTION_DAYS }));
  const workers = resources.use(
    startWorkers(
      config,
      log,
      [
        handle(processMessage, processMessageHandler(pool, producer, announcer)),
        handle(endWaits, endWaitsHandler({ pool, producer, announcer })),
        handle(continueOperations, continueOperationsHandler({ pool, producer, announcer, leftRows })),
      ],
      leftRows,
    ),
  );

  health.needs('database', async () => void (await pool.query('select 1')));
  health.needs('queues', () => pingQueues(config));
  health.dies('workers', () => workers.check());
  health.dies('relay', () => relay.check());
});
