import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connectDatabase, migrate, type Pool } from '@canvass/database';
import { migrateQueues } from '@canvass/jobs';
import { PostgresServer } from '../../bench/support/postgres-server.ts';
import { RedisServer } from '../../bench/support/redis-server.ts';
import { choosePorts } from '../../packages/local/src/ports.ts';
import { TcpProxy } from '../../packages/test-support/src/tcp-proxy.ts';
import type { FaultLog } from './fault-log.ts';
import { Provider } from './provider.ts';
import { ServiceProcess } from './service-process.ts';
import { type Addresses, serviceEnvironment, serviceNames } from './services.ts';

export type ProviderName = 'ses' | 'twilio';
export type LinkName = 'redis' | 'postgres' | ProviderName;

/** Canvass with two processes of each service, and everything around it that can be made to fail. */
export interface World {
  readonly backend: 'redis' | 'postgres';
  readonly services: readonly ServiceProcess[];
  readonly postgres: PostgresServer;
  readonly redis: RedisServer | null;
  readonly providers: Readonly<Record<ProviderName, Provider>>;
  readonly links: Readonly<Record<LinkName, TcpProxy>>;
  /** Past the proxy, so that the harness sees what the services can't. */
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly ingressUrl: string;
  readonly log: FaultLog;
}

export interface WorldOptions {
  readonly backend: World['backend'];
  readonly folder: string;
  readonly log: FaultLog;
  /** Where the services' sources are; the working copy unless said. */
  readonly sources?: URL;
}

const root = new URL('../../', import.meta.url);

/** Starts it; `resources` gets each part as soon as it is there. Services are started by `startServices`. */
export async function startWorld(resources: AsyncDisposableStack, options: WorldOptions): Promise<World> {
  const { backend, folder, log, sources = root } = options;
  chmodSync(folder, 0o755); // PostgreSQL runs as a user of its own where we are root
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const named = serviceNames.flatMap((service) => [1, 2].map((number) => ({ service, name: `${service}-${number}` })));
  const ports = await choosePorts(
    [
      ...['postgres', 'redis', 'ses', 'twilio'].flatMap((name) => [name, `${name}-link`]),
      ...named.flatMap(({ name }) => [name, `${name}-admin`]),
      'balancer',
    ],
    {},
  );
  const port = (name: string) => ports[name] ?? 0;
  const link = async (name: LinkName) => resources.use(await TcpProxy.listen(port(`${name}-link`), [port(name)]));

  const postgres = resources.use(new PostgresServer(folder, port('postgres')));
  await postgres.prepare();
  const databaseUrl = await postgres.start();
  const redis = backend === 'redis' ? resources.use(new RedisServer(folder, port('redis'))) : null;
  await redis?.start();
  await migrate(databaseUrl);
  await migrateQueues({ DATABASE_URL: databaseUrl, REDIS_URL: redis?.url, QUEUE_PREFIX: '{canvass}' });
  const connection = { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: 3 };
  const { pool } = resources.use(connectDatabase(connection, { applicationName: 'chaos', onError: () => {} }));

  const links = {
    ...{ postgres: await link('postgres'), redis: await link('redis') },
    ...{ ses: await link('ses'), twilio: await link('twilio') },
  };
  const balanced = named.filter(({ service }) => service === 'ingress').map(({ name }) => port(name));
  resources.use(await TcpProxy.listen(port('balancer'), balanced));

  const standIn = async (name: ProviderName) => {
    const url = `http://127.0.0.1:${port(name)}`;
    const standInProcess = resources.use(
      new ServiceProcess({
        ...{ service: name, name, env: {}, args: ['--port', String(port(name))], readyUrl: `${url}/_/counts` },
        entry: new URL(`packages/test-support/src/${name}-stand-in/main.ts`, root),
        logFile: join(folder, 'logs', `${name}.log`),
        onEvent: (text) => log.note(text),
      }),
    );
    standInProcess.start();
    if (!(await standInProcess.isReady())) throw new Error(`the stand-in of ${name} did not start`);
    return new Provider(url);
  };
  const providers = { ses: await standIn('ses'), twilio: await standIn('twilio') };

  const addresses: Addresses = {
    databaseUrl: databaseUrl.replace(`:${port('postgres')}/`, `:${port('postgres-link')}/`),
    redisUrl: redis === null ? null : `redis://127.0.0.1:${port('redis-link')}`,
    sesUrl: `http://127.0.0.1:${port('ses-link')}`,
    twilioUrl: `http://127.0.0.1:${port('twilio-link')}`,
  };
  const services = named.map(({ service, name }) =>
    resources.use(
      new ServiceProcess({
        ...{ service, name, onEvent: (text: string) => log.note(text) },
        entry: new URL(`services/${service}/src/main.ts`, sources),
        env: serviceEnvironment(service, addresses, { port: port(name), adminPort: port(`${name}-admin`) }),
        readyUrl: `http://127.0.0.1:${port(`${name}-admin`)}/readyz`,
        logFile: join(folder, 'logs', `${name}.log`),
      }),
    ),
  );
  const ingressUrl = `http://127.0.0.1:${port('balancer')}/in/`;
  return { backend, services, postgres, redis, providers, links, pool, databaseUrl, ingressUrl, log };
}

/** Starts all services and waits until they can work. */
export async function startServices(services: readonly ServiceProcess[]): Promise<void> {
  for (const service of services) service.start();
  const ready = await Promise.all(services.map((service) => service.isReady(120_000)));
  const late = services.filter((_, index) => !ready[index]).map(({ name }) => name);
  if (late.length > 0) throw new Error(`not ready within two minutes: ${late.join(', ')}`);
}
