import { isSpanContextValid, trace } from '@opentelemetry/api';
import { pino, stdTimeFunctions } from 'pino';

export type { Logger } from 'pino';

/**
 * An error as it is logged: never its other properties, for PostgreSQL's quote rows in `detail` and `where`, a body parser's
 * the body. The message goes, too, where it quotes a value: PostgreSQL's data exceptions (class 22).
 */
function toLoggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const quotesValue = 'severity' in error && code?.startsWith('22') === true;
  const stack = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return {
    type: error.name,
    code,
    message: quotesValue ? undefined : error.message,
    stack,
    cause: error.cause === undefined ? undefined : toLoggedError(error.cause),
  };
}

/** JSON lines on standard output; each carries the trace id of the work in hand. Ids only: never contents or secrets. */
export function createLogger(service: string, level: string) {
  return pino({
    level,
    base: { service },
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: toLoggedError },
    formatters: { level: (label) => ({ level: label }) },
    mixin() {
      const context = trace.getActiveSpan()?.spanContext();
      return context && isSpanContextValid(context) ? { trace_id: context.traceId, span_id: context.spanId } : {};
    },
  });
}
