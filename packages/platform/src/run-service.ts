import type { z } from 'zod';
import { Health, startAdminServer } from './admin-server.ts';
import { ConfigError, parseConfig, type serviceConfig } from './config.ts';
import { createLogger, type Logger } from './log.ts';
import { startTelemetry } from './telemetry.ts';

type ServiceConfig = z.output<z.ZodObject<typeof serviceConfig>>;

export interface Service<Config> {
  readonly config: Config;
  readonly log: Logger;
  readonly health: Health;
  /** Closed in reverse order at shutdown: what takes work is added last. */
  readonly resources: AsyncDisposableStack;
}

/**
 * The life of a process: read the environment or refuse to start, start telemetry, health and the service, then drain
 * and close everything on SIGTERM or SIGINT. A second signal, or the end of the grace period, forces the exit.
 */
export async function runService<Schema extends z.ZodType<ServiceConfig>>(
  name: string,
  schema: Schema,
  start: (service: Service<z.output<Schema>>) => Promise<void>,
): Promise<void> {
  const config = readConfigOrExit(name, schema);
  const log = createLogger(name, config.LOG_LEVEL);
  const health = new Health();
  const resources = new AsyncDisposableStack();
  resources.use(startTelemetry(name, config));

  const shutdown = once(async (reason: string, exitCode: number) => {
    health.phase = 'shutting down';
    log.info({ reason }, 'service.stopping');
    setTimeout(() => {
      log.error({ graceMs: config.SHUTDOWN_GRACE_MS }, 'service.stop-forced');
      process.exit(1);
    }, config.SHUTDOWN_GRACE_MS).unref();
    try {
      await resources.disposeAsync();
      log.info('service.stopped');
    } catch (error) {
      log.error({ err: error }, 'service.stop-failed');
    }
    process.exit(exitCode);
  });
  let signals = 0;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      signals += 1;
      if (signals > 1) process.exit(1);
      void shutdown(signal, 0);
    });
  }
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'service.crashed');
    void shutdown('uncaught exception', 1);
  });

  try {
    resources.use(await startAdminServer(health, config.ADMIN_HOST, config.ADMIN_PORT));
    await start({ config, log, health, resources });
    health.phase = 'started';
    log.info('service.started');
  } catch (error) {
    log.fatal({ err: error }, 'service.start-failed');
    await shutdown('start failed', 1);
  }
}

function readConfigOrExit<Schema extends z.ZodType>(name: string, schema: Schema): z.output<Schema> {
  try {
    return parseConfig(schema, process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`canvass ${name}: ${error.message}\n`);
    process.exit(1);
  }
}

function once<Args extends unknown[]>(work: (...args: Args) => Promise<void>): (...args: Args) => Promise<void> {
  let running: Promise<void> | null = null;
  return (...args) => {
    running ??= work(...args);
    return running;
  };
}
