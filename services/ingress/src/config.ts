import { databaseConfig } from '@canvass/database';
import { queueConfig } from '@canvass/jobs';
import { serviceConfig } from '@canvass/platform';
import { z } from 'zod';

const bytes = (least: number) => z.coerce.number().int().min(least);

/** The environment of the ingress. */
export const configSchema = z.object({
  ...serviceConfig,
  ...databaseConfig,
  ...queueConfig,
  HOST: z.string().default('0.0.0.0').describe('Address that takes messages'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080).describe('Port that takes messages'),
  INGRESS_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('Public base of event source URLs, for the WSDL; the request’s own host unless set'),
  TRUSTED_PROXY_HOPS: z.coerce
    .number()
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('Proxies in front that add to X-Forwarded-For; 0 = none, and the peer is the sender'),
  TRUSTED_PROXY_ADDRESSES: z
    .string()
    .default('')
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).max(100))
    .describe('Addresses or networks of the nearest proxy, separated by commas; empty = whoever calls'),
  MAX_BODY_BYTES: bytes(1024)
    .default(5 * 1024 * 1024)
    .describe('Largest message, inflated'),
  MAX_REQUESTS_IN_FLIGHT: z.coerce.number().int().min(1).default(200).describe('Messages in hand; more get 503'),
  MAX_BYTES_IN_FLIGHT: bytes(1024)
    .default(16 * 1024 * 1024)
    .describe('Bytes of all messages in hand; more get 503'),
  MAX_CONNECTIONS: z.coerce.number().int().min(1).default(2000).describe('Open connections; more are refused'),
  BODY_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(20_000)
    .describe('A body must have arrived within this time'),
});

export type IngressConfig = z.output<typeof configSchema>;
