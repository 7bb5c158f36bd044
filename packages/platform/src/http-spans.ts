import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { markFailed } from './telemetry.ts';

/**
 * A SERVER span per request, by OpenTelemetry's HTTP conventions. `route` names the address without its secret parts;
 * the path itself (which may carry a token) is never recorded. `continues` = trust the caller's traceparent.
 */
export function httpServerSpan(route: string, options: { continues?: boolean } = {}): RequestHandler {
  return (request, response, next) => {
    const parent = options.continues ? propagation.extract(context.active(), request.headers) : context.active();
    const span = trace.getTracer('canvass').startSpan(
      `${request.method} ${route}`,
      {
        kind: SpanKind.SERVER,
        attributes: { 'http.request.method': request.method, 'http.route': route, 'url.scheme': request.protocol },
      },
      parent,
    );
    response.once('close', () => {
      span.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 500) markFailed(span, String(response.statusCode));
      span.end();
    });
    context.with(trace.setSpan(parent, span), next);
  };
}
