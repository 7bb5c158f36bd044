import type { Logger } from '@canvass/platform';
import type { RequestHandler } from 'express';
import { Histogram } from 'prom-client';

const duration = new Histogram({
  name: 'http_server_request_duration_seconds',
  help: 'Time from a request’s head to the end of its answer',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
});

/** Measures a route and writes one log line per request: the route's pattern, never the address with its query. */
export function observe(log: Logger, route: string): RequestHandler {
  return (request, response, next) => {
    const startedAt = performance.now();
    response.once('close', () => {
      const seconds = (performance.now() - startedAt) / 1000;
      duration.observe({ method: request.method, route, status: response.statusCode }, seconds);
      log.info(
        { method: request.method, route, status: response.statusCode, durationMs: Math.round(seconds * 1000) },
        'request.done',
      );
    });
    next();
  };
}
