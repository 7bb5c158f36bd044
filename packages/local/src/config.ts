import { resolve } from 'node:path';
import { z } from 'zod';

/** The few settings of the local product; all else is found, made up or fixed. */
export const localConfig = z.object({
  CANVASS_HOME: z.string().optional().describe('Folder of the data; default .canvass in the repository'),
  PORT: z.coerce.number().int().min(1).max(65535).optional().describe('The one front address; default 8080'),
  CANVASS_DEMO: z
    .enum(['on', 'off'])
    .default('on')
    .describe('`off` leaves the workspace empty: no demo event source, survey and workflow'),
  CANVASS_REDIS_URL: z
    .url({ protocol: /^rediss?$/ })
    .optional()
    .describe('Redis for the queues, instead of PostgreSQL'),
  CANVASS_DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('An existing PostgreSQL, instead of the embedded one'),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional().describe('Where traces go (OTLP over HTTP); off unless set'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
  INIT_CWD: z.string().optional().describe('Set by npm: the folder that the command was typed in'),
});
export type LocalConfig = z.output<typeof localConfig>;

export const defaultPort = 8080;
export const repositoryFolder = resolve(import.meta.dirname, '../../..');

export function homeFolder(config: Pick<LocalConfig, 'CANVASS_HOME' | 'INIT_CWD'>): string {
  if (config.CANVASS_HOME === undefined) return resolve(repositoryFolder, '.canvass');
  return resolve(config.INIT_CWD ?? process.cwd(), config.CANVASS_HOME);
}
