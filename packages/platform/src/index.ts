export { Health, type HealthCheck } from './admin-server.ts';
export { ConfigError, parseConfig, serviceConfig } from './config.ts';
export { type HttpServer, type ListenOptions, listen } from './http-server.ts';
export { httpServerSpan } from './http-spans.ts';
export { createLogger, type Logger } from './log.ts';
export { runService, type Service } from './run-service.ts';
export {
  currentTraceparent,
  inSpan,
  markFailed,
  SpanKind,
  type SpanRequest,
  startTelemetry,
  traceIdOf,
} from './telemetry.ts';
