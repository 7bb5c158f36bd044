import { fileURLToPath } from 'node:url';
import { ActivityAnnouncer, connectDatabase, LeftRows, listenForActivity } from '@canvass/database';
import { Producer, pingQueues } from '@canvass/jobs';
import { listen, runService } from '@canvass/platform';
import { emailSenderOf, textSenderOf } from '@canvass/providers';
import { createApp } from './app.ts';
import { createAuth } from './auth/auth.ts';
import { createAuthenticate } from './auth/authenticate.ts';
import { apiConfig } from './config.ts';
import { EventStreams } from './http/event-streams.ts';
import { createQueueBoard } from './pages/queue-board.ts';
import { Senders } from './senders.ts';
import type { ApiServices } from './services.ts';

const consoleFolder = fileURLToPath(new URL('../../console/dist', import.meta.url));
/** Test messages and questions about from addresses are few. */
const providerConnections = 2;

await runService('api', apiConfig, async ({ config, log, health, resources }) => {
  const onDatabaseError = (error: unknown) => log.warn({ err: error }, 'database.connection-error');
  const database = resources.use(connectDatabase(config, { applicationName: 'canvass-api', onError: onDatabaseError }));
  const leftRows = new LeftRows(database.pool, onDatabaseError);
  const email = emailSenderOf(config, providerConnections);
  if (email) resources.use(email);
  const services: ApiServices = {
    pool: database.pool,
    producer: resources.use(new Producer(config, log, leftRows)),
    leftRows,
    announcer: resources.use(new ActivityAnnouncer(database.pool, onDatabaseError)),
    log,
    senders: new Senders(email, textSenderOf(config, config.SURVEY_URL), log),
    webhookNetworks: config.WEBHOOK_ALLOWED_NETWORKS,
    urls: {
      public: config.PUBLIC_URL,
      ingress: config.INGRESS_URL,
      ingressInternal: config.INGRESS_INTERNAL_URL ?? config.INGRESS_URL,
      survey: config.SURVEY_URL,
    },
  };
  health.needs('database', async () => void (await database.pool.query('select 1')));
  health.needs('queues', () => pingQueues(config));

  const streams = new EventStreams();
  resources.use(await listenForActivity(database.url, (activity) => streams.announce(activity), onDatabaseError));
  const auth = createAuth({ pool: database.pool, publicUrl: config.PUBLIC_URL, secret: config.AUTH_SECRET, log });
  const board = resources.use(createQueueBoard(config, log, createAuthenticate(services, auth)));
  const app = createApp({ services, auth, streams, consoleFolder, queueBoard: board.router });
  const server = resources.use(await listen(app, { port: config.PORT, host: config.HOST }));
  resources.use(streams); // closed before the server, which would wait for them
  log.info({ port: server.port }, 'api.listening');
});
