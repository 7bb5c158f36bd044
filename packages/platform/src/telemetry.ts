import {
  type Attributes,
  context,
  isSpanContextValid,
  type Link,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';

const tracerName = 'canvass';

export interface TelemetryConfig {
  OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' | 'http/json';
}

/**
 * Starts tracing for this process. Without an endpoint nothing is recorded or sent, but ids are still made and handed on,
 * so that log lines and runs always carry a trace id.
 */
export function startTelemetry(service: string, config: TelemetryConfig): AsyncDisposable {
  const exporter = createExporter(config);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `canvass-${service}`, 'service.namespace': 'canvass' }),
    sampler: exporter ? new ParentBasedSampler({ root: new AlwaysOnSampler() }) : new AlwaysOffSampler(),
    spanProcessors: exporter ? [new BatchSpanProcessor({ exporter })] : [],
  });
  trace.setGlobalTracerProvider(provider);
  return { [Symbol.asyncDispose]: () => provider.shutdown() };
}

function createExporter(config: TelemetryConfig) {
  if (config.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) return null;
  const url = `${config.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/$/, '')}/v1/traces`;
  return config.OTEL_EXPORTER_OTLP_PROTOCOL === 'http/json' ? new JsonExporter({ url }) : new ProtobufExporter({ url });
}

export interface SpanRequest {
  name: string;
  kind?: SpanKind;
  attributes?: Attributes;
  /** W3C traceparents of work that this span serves without being its child. */
  links?: readonly string[];
  /** W3C traceparent of the parent; left out = the active span, null = a new trace. */
  parent?: string | null;
}

function contextOf(traceparent: string) {
  return propagation.extract(ROOT_CONTEXT, { traceparent });
}

function toLinks(traceparents: readonly string[] = []): Link[] {
  return traceparents.flatMap((traceparent) => {
    const linked = trace.getSpanContext(contextOf(traceparent));
    return linked ? [{ context: linked }] : [];
  });
}

/** Runs `work` inside a span; a thrown error sets ERROR and `error.type`, never the message (it may hold contents). */
export async function inSpan<Result>(request: SpanRequest, work: (span: Span) => Promise<Result>): Promise<Result> {
  const parent =
    request.parent === undefined
      ? context.active()
      : request.parent === null
        ? ROOT_CONTEXT
        : contextOf(request.parent);
  const span = trace
    .getTracer(tracerName)
    .startSpan(
      request.name,
      { kind: request.kind ?? SpanKind.INTERNAL, attributes: request.attributes ?? {}, links: toLinks(request.links) },
      parent,
    );
  try {
    return await context.with(trace.setSpan(parent, span), () => work(span));
  } catch (error) {
    markFailed(span, error instanceof Error ? error.name : 'unknown');
    throw error;
  } finally {
    span.end();
  }
}

/** Marks a span as failed: status ERROR and the kind of error, without its message. */
export function markFailed(span: Span, errorType: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', errorType);
}

/** The active span as W3C traceparent, to be stored on a row or put into a job. */
export function currentTraceparent(): string {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? '';
}

/** The trace id in a W3C traceparent. */
export function traceIdOf(traceparent: string): string {
  const found = trace.getSpanContext(contextOf(traceparent));
  return found && isSpanContextValid(found) ? found.traceId : '';
}

export { SpanKind };
