import { databaseConfig } from '@canvass/database';
import { AllowedNetworks } from '@canvass/domain';
import { queueConfig } from '@canvass/jobs';
import { serviceConfig } from '@canvass/platform';
import { hasWholeTwilioAccount, providerConfig } from '@canvass/providers';
import { z } from 'zod';

export const configSchema = z
  .object({
    ...serviceConfig,
    ...databaseConfig,
    ...queueConfig,
    PUBLIC_URL: z.url().describe('Address under which people open the console: mails about failed runs link there'),
    SURVEY_URL: z.url().describe('Public base of survey and opt-out links, and of provider callbacks'),
    ...providerConfig,
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
  })
  .refine(hasWholeTwilioAccount, {
    path: ['TWILIO_ACCOUNT_SID'],
    message: 'set TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN and TWILIO_FROM, or none',
  });
export type Config = z.output<typeof configSchema>;
