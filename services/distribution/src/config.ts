import { databaseConfig } from '@canvass/database';
import { AllowedNetworks } from '@canvass/domain';
import { queueConfig } from '@canvass/jobs';
import { serviceConfig } from '@canvass/platform';
import { z } from 'zod';

export const configSchema = z
  .object({
    ...serviceConfig,
    ...databaseConfig,
    ...queueConfig,
    PUBLIC_URL: z.url().describe('Address under which people open the console: mails about failed runs link there'),
    SURVEY_URL: z.url().describe('Public base of survey and opt-out links, and of provider callbacks'),
    AWS_REGION: z.string().optional().describe('Region of SES; credentials come from the usual AWS variables'),
    SES_ENDPOINT: z.url().optional().describe('Another address for SES than AWS’s own'),
    SES_CONFIGURATION_SET: z.string().optional().describe('SES configuration set, for delivery and bounce events'),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/ })
      .optional()
      .describe('Sends e-mail over SMTP instead of SES'),
    TWILIO_ACCOUNT_SID: z.string().optional().describe('Twilio account; no SMS unless set'),
    TWILIO_AUTH_TOKEN: z.string().optional().describe('Secret of the Twilio account'),
    TWILIO_FROM: z.string().optional().describe('Number in E.164, or SID of a messaging service'),
    TWILIO_MESSAGES_PER_SECOND: z.coerce
      .number()
      .positive()
      .optional()
      .describe('What the Twilio sender may send a second, over all processes; unset: Twilio’s own queue decides'),
    WEBHOOK_ALLOWED_NETWORKS: AllowedNetworks.prefault('').describe(
      'Private networks that webhooks may call, as CIDRs separated by commas; also over http. None unless set',
    ),
    WEBHOOK_TIMEOUT_MS: z.coerce
      .number()
      .int()
      .min(100)
      .max(60_000)
      .default(15_000)
      .describe('How long a webhook may take to answer'),
    TWILIO_API_URL: z.url().optional().describe('Another address for Twilio than its own'),
  })
  .refine(
    (config) =>
      [config.TWILIO_ACCOUNT_SID, config.TWILIO_AUTH_TOKEN, config.TWILIO_FROM].every((value) => value !== undefined) ||
      (config.TWILIO_ACCOUNT_SID === undefined && config.TWILIO_FROM === undefined),
    { path: ['TWILIO_ACCOUNT_SID'], message: 'set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM, or none' },
  );
export type Config = z.output<typeof configSchema>;
