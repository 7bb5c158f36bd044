import { databaseConfig } from '@canvass/database';
import { serviceConfig } from '@canvass/platform';
import { z } from 'zod';

export const configSchema = z.object({
  ...serviceConfig,
  ...databaseConfig,
  PORT: z.coerce.number().int().min(0).max(65535).default(8080).describe('Port of the public pages and webhooks'),
  HOST: z.string().default('0.0.0.0').describe('Address on which they are served'),
  SURVEY_URL: z
    .url({ protocol: /^https?$/ })
    .describe('Where the public reaches this service; signatures of webhooks are made over it'),
  CONSOLE_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional()
    .describe('Origin of the console, when it is not the same as SURVEY_URL: it may show previews in a frame'),
  TWILIO_ACCOUNT_SID: z.string().optional().describe('Twilio account whose callbacks are taken'),
  SES_SNS_TOPIC_ARN: z.string().optional().describe('SNS topic through which SES reports; others are refused'),
  TWILIO_AUTH_TOKEN: z.string().optional().describe('Secret with which Twilio signs its callbacks'),
});
export type Config = z.output<typeof configSchema>;
