import { databaseConfig } from '@canvass/database';
import { AllowedNetworks } from '@canvass/domain';
import { queueConfig } from '@canvass/jobs';
import { serviceConfig } from '@canvass/platform';
import { z } from 'zod';

/** A base address without a slash at its end, so that paths can be put behind it. */
const baseUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

export const accountsConfig = {
  PUBLIC_URL: baseUrl.describe('Address under which people open the console; the API is below it'),
  AUTH_SECRET: z
    .string()
    .min(32)
    .describe('Signs session cookies: 32 random characters or more, the same in every replica'),
};

export const apiConfig = z.object({
  ...serviceConfig,
  ...databaseConfig,
  ...queueConfig,
  ...accountsConfig,
  PORT: z.coerce.number().int().min(0).max(65535).default(8080).describe('Port of the API and the console'),
  HOST: z.string().default('0.0.0.0').describe('Address on which the API and the console are served'),
  INGRESS_URL: baseUrl.describe('Base of event source URLs, as Salesforce reaches the ingress'),
  INGRESS_INTERNAL_URL: baseUrl
    .optional()
    .describe('Where the API itself reaches the ingress, for test messages; INGRESS_URL unless set'),
  SURVEY_URL: baseUrl.describe('Base of the links that people get'),
  WEBHOOK_ALLOWED_NETWORKS: AllowedNetworks.prefault('').describe(
    'Private networks that webhooks may call, as CIDRs separated by commas; also over http. None unless set',
  ),
});
export type ApiConfig = z.output<typeof apiConfig>;
