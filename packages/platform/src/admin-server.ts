import express from 'express';
import { collectDefaultMetrics, register } from 'prom-client';
import { type HttpServer, listen } from './http-server.ts';

/** Answers within a second or throws what is wrong, in words for a log line. */
export type HealthCheck = () => Promise<void>;

export class Health {
  readonly #ready = new Map<string, HealthCheck>();
  readonly #alive = new Map<string, HealthCheck>();
  /** Work is taken between start and shutdown only. */
  phase: 'starting' | 'started' | 'shutting down' = 'starting';

  /** Something without which this process can't take work. */
  needs(name: string, check: HealthCheck): void {
    this.#ready.set(name, check);
  }

  /** Something that only a restart mends: work that makes no progress. */
  dies(name: string, check: HealthCheck): void {
    this.#alive.set(name, check);
  }

  problemsWhenReady(): Promise<string[]> {
    return this.phase === 'started' ? problemsOf(this.#ready) : Promise.resolve([this.phase]);
  }

  problemsWhenAlive(): Promise<string[]> {
    return problemsOf(this.#alive);
  }
}

async function problemsOf(checks: ReadonlyMap<string, HealthCheck>): Promise<string[]> {
  const answers = await Promise.all(
    [...checks].map(async ([name, check]) => {
      try {
        await Promise.race([check(), tooSlow(1000)]);
        return [];
      } catch (error) {
        return [`${name}: ${error instanceof Error ? error.message : 'failed'}`];
      }
    }),
  );
  return answers.flat();
}

function tooSlow(timeoutMs: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs).unref();
  });
}

/** `/healthz` (alive), `/readyz` (takes work), `/metrics` (Prometheus), apart from whatever the public reaches. */
export async function startAdminServer(health: Health, host: string, port: number): Promise<HttpServer> {
  collectDefaultMetrics();
  const app = express();
  app.disable('x-powered-by');
  app.get('/healthz', async (_request, response) => {
    const problems = await health.problemsWhenAlive();
    response
      .status(problems.length === 0 ? 200 : 503)
      .json({ status: problems.length === 0 ? 'ok' : 'failing', problems });
  });
  app.get('/readyz', async (_request, response) => {
    const problems = await health.problemsWhenReady();
    response
      .status(problems.length === 0 ? 200 : 503)
      .json({ status: problems.length === 0 ? 'ok' : 'failing', problems });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(register.contentType).send(await register.metrics());
  });
  return listen(app, { host, port });
}
