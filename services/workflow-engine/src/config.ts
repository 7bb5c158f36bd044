import { databaseConfig } from '@canvass/database';
import { queueConfig } from '@canvass/jobs';
import { serviceConfig } from '@canvass/platform';
import { z } from 'zod';

/** The environment of the workflow engine. */
export const configSchema = z.object({
  ...serviceConfig,
  ...databaseConfig,
  ...queueConfig,
  RELAY_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL without a transaction pooler in between, for the relay’s lock; DATABASE_URL unless set'),
  RELAY_MAX_QUEUE_DEPTH: z.coerce
    .number()
    .int()
    .min(1)
    .default(2000)
    .describe('Jobs in one queue beyond which the relay adds none'),
  RETENTION_DAYS: z.coerce
    .number()
    .int()
    .min(7)
    .max(36_500)
    .default(400)
    .describe('Days that notifications, runs and deliveries are kept; a month with unfinished work stays whole'),
});
export type Config = z.output<typeof configSchema>;
