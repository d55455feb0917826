import type { IncomingHttpHeaders } from 'node:http';
import { type Attributes, context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { Config } from '../config.js';

export interface Tracing {
  /** Runs `work` as a span. A span that fails says so; it never holds what was asked or answered. */
  span<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>;
  /** The same for a request, within the trace that its headers name (`traceparent`). */
  request<T>(headers: IncomingHttpHeaders, name: string, attributes: Attributes, work: () => Promise<T>): Promise<T>;
  /** Sends what is still here. */
  close(): Promise<void>;
}

const none: Tracing = {
  span: (_name, _attributes, work) => work(),
  request: (_headers, _name, _attributes, work) => work(),
  close: async () => {},
};

/** Spans over OTLP, when OTEL_EXPORTER_OTLP_ENDPOINT says where to. Otherwise nothing is measured. */
export function createTracing({ telemetry }: Pick<Config, 'telemetry'>): Tracing {
  if (telemetry.endpoint === undefined) return none;
  const exporter = new OTLPTraceExporter({ url: `${telemetry.endpoint.replace(/\/$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': telemetry.serviceName }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000 })],
  });
  // The parts of a request find their parent through Node's asynchronous context.
  provider.register();
  const tracer = provider.getTracer('frontdesk');
  const run = <T>(kind: SpanKind, name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> =>
    tracer.startActiveSpan(name, { kind, attributes }, async (span) => {
      try {
        return await work();
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    });
  return {
    span: (name, attributes, work) => run(SpanKind.INTERNAL, name, attributes, work),
    request: (headers, name, attributes, work) =>
      context.with(propagation.extract(context.active(), headers), () => run(SpanKind.SERVER, name, attributes, work)),
    async close() {
      await provider.shutdown().catch(() => {});
      // What was registered is the process's: another app in it may trace on its own.
      trace.disable();
      context.disable();
      propagation.disable();
    },
  };
}
