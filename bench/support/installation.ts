import { chmodSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectDatabase, migrate, type Pool } from '@canvass/database';
import { migrateQueues } from '@canvass/jobs';
import { choosePorts } from '../../packages/local/src/ports.ts';
import type { NodeProcess } from './node-process.ts';
import { PostgresServer } from './postgres-server.ts';
import { processorSeconds, processorSecondsOfServer } from './processor-time.ts';
import { countStatements, noProfile, type Profile, printStatements, statementSettings } from './profile.ts';
import { RedisServer } from './redis-server.ts';
import { seedTenant, type Tenant, type Workload } from './seed.ts';
import { type ServiceName, serviceNames, serviceProcess } from './service-processes.ts';

export type Backend = 'redis' | 'postgres';
export type ProcessCounts = Readonly<Record<ServiceName, number>>;

export interface InstallationOptions {
  readonly backend: Backend;
  readonly workload: Workload;
  /** Processes of each service; one unless said. */
  readonly processes?: Partial<ProcessCounts>;
  /** Where e-mail is sent to; without it only services that need none may be started. */
  readonly sesUrl?: string;
  readonly profile?: Profile;
}

export const oneOfEach: ProcessCounts = { ingress: 1, 'workflow-engine': 1, contacts: 1, distribution: 1 };

/** Seconds of processor time by kind of process since their start; `bench` = who sends, watches and measures. */
export type ProcessorTimes = Readonly<Record<string, number>>;

/** Canvass as it runs in production, in a temporary folder: PostgreSQL, Redis, and so many processes of each service. */
export class Installation implements AsyncDisposable {
  readonly options: InstallationOptions;
  readonly folder: string;
  readonly postgres: PostgresServer;
  readonly redis: RedisServer | null;
  readonly services: readonly NodeProcess[];
  readonly pool: Pool;
  readonly tenant: Tenant;
  readonly ingressOrigins: readonly string[];
  readonly #resources: AsyncDisposableStack;

  private constructor(parts: Parts, resources: AsyncDisposableStack) {
    this.options = parts.options;
    this.folder = parts.folder;
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.services = parts.services;
    this.pool = parts.pool;
    this.tenant = parts.tenant;
    this.ingressOrigins = parts.ingressOrigins;
    this.#resources = resources;
  }

  /** Starts all of it. `resources` is given each part as soon as it is there, so that an interrupted start leaves nothing. */
  static async start(resources: AsyncDisposableStack, options: InstallationOptions): Promise<Installation> {
    const own = resources.use(new AsyncDisposableStack());
    const folder = await mkdtemp(join(tmpdir(), 'canvass-bench-'));
    own.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    chmodSync(folder, 0o755); // PostgreSQL runs as a user of its own where we are root
    mkdirSync(join(folder, 'logs'));

    const { cpuProf, statements } = options.profile ?? noProfile;
    const counts = { ...oneOfEach, ...options.processes };
    const named = serviceNames.flatMap((service) =>
      Array.from({ length: counts[service] }, (_, index) => ({ service, name: `${service}-${index + 1}` })),
    );
    const portNames = ['postgres', 'redis', ...named.flatMap(({ name }) => [name, `${name}-admin`])];
    const ports = await choosePorts(portNames, {});
    const port = (name: string) => ports[name] ?? 0;

    const postgres = own.use(new PostgresServer(folder, port('postgres'), statements ? statementSettings : []));
    await postgres.prepare();
    const databaseUrl = await postgres.start();
    const redis = options.backend === 'redis' ? own.use(new RedisServer(folder, port('redis'))) : null;
    await redis?.start();
    await migrate(databaseUrl);
    await migrateQueues({ DATABASE_URL: databaseUrl, REDIS_URL: redis?.url, QUEUE_PREFIX: '{canvass}' });

    const connection = { DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: 4 };
    const { pool } = own.use(connectDatabase(connection, { applicationName: 'canvass-bench', onError: () => {} }));
    const tenant = await seedTenant(pool, options.workload);
    const services = named.map(({ service, name }) =>
      serviceProcess(service, name, {
        ...{ databaseUrl, redisUrl: redis?.url, folder, sesUrl: options.sesUrl, cpuProf },
        ...{ port: port(name), adminPort: port(`${name}-admin`) },
      }),
    );
    if (statements) {
      await countStatements(postgres.adminUrl);
      own.defer(() => printStatements(postgres.adminUrl));
    }
    // A profile is written at a regular end; otherwise nothing is worth waiting for.
    own.defer(async () => {
      await Promise.all(services.map((service) => (cpuProf === null ? service.kill() : service.stop())));
    });
    await Promise.all(services.map((service) => service.start()));
    const ingressOrigins = named
      .filter(({ service }) => service === 'ingress')
      .map(({ name }) => `http://127.0.0.1:${port(name)}`);
    return new Installation({ options, folder, postgres, redis, services, pool, tenant, ingressOrigins }, own);
  }

  urls({ token }: Tenant = this.tenant): string[] {
    return this.ingressOrigins.map((origin) => `${origin}/in/${token}`);
  }

  /** Stops its processes where they are, so that another installation can be measured beside it, or wakes them again. */
  signalServices(name: 'SIGSTOP' | 'SIGCONT', except: readonly string[] = []): void {
    for (const service of this.services) if (!except.includes(service.kind)) service.signal(name);
  }

  processorTimes(): ProcessorTimes {
    const times: Record<string, number> = {};
    for (const { kind, pid } of this.services) times[kind] = (times[kind] ?? 0) + processorSeconds(pid);
    times.postgres = processorSecondsOfServer(this.postgres.pid);
    if (this.redis !== null) times.redis = processorSeconds(this.redis.pid);
    const { user, system } = process.cpuUsage();
    return { ...times, bench: (user + system) / 1_000_000 };
  }

  /** Ends it before the end of the benchmark. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync();
  }
}

type Parts = Pick<
  Installation,
  'options' | 'folder' | 'postgres' | 'redis' | 'services' | 'pool' | 'tenant' | 'ingressOrigins'
>;
