import { databaseConfig } from '@canvass/database';
import { queueConfig } from '@canvass/jobs';
import { serviceConfig } from '@canvass/platform';
import { z } from 'zod';

export const configSchema = z.object({ ...serviceConfig, ...databaseConfig, ...queueConfig });
