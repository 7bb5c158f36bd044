import { ActivityAnnouncer, connectDatabase, LeftRows } from '@canvass/database';
import { Producer } from '@canvass/jobs';
import { listen, runService } from '@canvass/platform';
import { createApp } from './app.ts';
import { configSchema } from './config.ts';
import { Intake } from './intake.ts';

await runService('ingress', configSchema, async ({ config, log, health, resources }) => {
  const onError = (error: unknown) => log.warn({ err: error }, 'database.connection-error');
  const database = resources.use(connectDatabase(config, { applicationName: 'canvass-ingress', onError }));
  const producer = resources.use(new Producer(config, log, new LeftRows(database.pool, onError)));
  const announcer = resources.use(new ActivityAnnouncer(database.pool, onError));
  const intake = resources.use(
    new Intake({
      pool: database.pool,
      databaseUrl: database.url,
      producer,
      announcer,
      log,
      maxBodyBytes: config.MAX_BODY_BYTES,
      bodyTimeoutMs: config.BODY_TIMEOUT_MS,
      maxRequests: config.MAX_REQUESTS_IN_FLIGHT,
      maxBytes: config.MAX_BYTES_IN_FLIGHT,
      proxies: { hops: config.TRUSTED_PROXY_HOPS, addresses: config.TRUSTED_PROXY_ADDRESSES },
    }),
  );
  health.needs('database', async () => {
    await database.pool.query('select 1');
  });
  resources.use(
    await listen(createApp(intake, log, config.INGRESS_URL), {
      port: config.PORT,
      host: config.HOST,
      requestTimeoutMs: config.BODY_TIMEOUT_MS + 10_000,
      maxConnections: config.MAX_CONNECTIONS,
    }),
  );
});
