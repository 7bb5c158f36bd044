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
    .describe('Where the public reaches this service; providers sign their calls over it'),
  CONSOLE_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional()
    .describe('Origin of the console, where it is not that of SURVEY_URL: it may show previews in a frame'),
  TWILIO_AUTH_TOKEN: z
    .string()
    .optional()
    .describe('Secret with which Twilio signs its calls; without it they are refused'),
  SES_SNS_TOPIC_ARN: z
    .string()
    .regex(/^arn:[\w-]+:sns:/)
    .optional()
    .describe('SNS topic on which SES reports deliveries, bounces and complaints; without it reports are refused'),
});
