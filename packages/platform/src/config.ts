import { z } from 'zod';

/** The environment was not as the service's schema says; the message lists every problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** What every service reads. A service's own schema extends it with the parts that it uses. */
export const serviceConfig = {
  ADMIN_HOST: z.string().default('0.0.0.0').describe('Address on which health and metrics are served'),
  ADMIN_PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65535)
    .default(9090)
    .describe('Port of /healthz, /readyz and /metrics'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least level that is logged'),
  SHUTDOWN_GRACE_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(25_000)
    .describe('Time for finishing what is in hand after SIGTERM'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional().describe('OTLP over HTTP; traces are off unless set'),
  OTEL_EXPORTER_OTLP_PROTOCOL: z
    .enum(['http/protobuf', 'http/json'])
    .default('http/protobuf')
    .describe('Encoding of OTLP'),
};

/** Reads the environment once. Empty variables count as unset, as Kubernetes and Compose produce them. */
export function parseConfig<Schema extends z.ZodType>(schema: Schema, env: NodeJS.ProcessEnv): z.output<Schema> {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(all)'}: ${issue.message}`);
  throw new ConfigError(`The environment is not complete:\n${problems.join('\n')}`);
}
