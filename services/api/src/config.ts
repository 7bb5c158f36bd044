import { databaseConfig } from '@canvass/database';
import { AllowedNetworks } from '@canvass/domain';
import { queueConfig } from '@canvass/jobs';
import { serviceConfig } from '@canvass/platform';
import { hasWholeTwilioAccount, providerConfig } from '@canvass/providers';
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

const settings = z.object({
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
  ...providerConfig,
  WEBHOOK_ALLOWED_NETWORKS: AllowedNetworks.prefault('').describe(
    'Private networks that webhooks may call, as CIDRs separated by commas; also over http. None unless set',
  ),
});

/** Providers are those of the distribution service: test messages go by them. */
export const apiConfig = settings.refine(hasWholeTwilioAccount, {
  path: ['TWILIO_ACCOUNT_SID'],
  message: 'set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM, or none',
});
export type ApiConfig = z.output<typeof apiConfig>;
