import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const KeptReport = z.object({
  name: z.string(),
  summary: z.string(),
  measuredAt: z.string(),
  commit: z.string(),
  machine: z.string(),
  versions: z.object({ node: z.string(), postgres: z.string(), redis: z.string() }),
  queues: z.string(),
  table: z.array(z.record(z.string(), z.union([z.string(), z.number()]))),
  notes: z.array(z.string()),
  goals: z.array(
    z.object({
      figure: z.string(),
      value: z.number(),
      least: z.number().optional(),
      most: z.number().optional(),
      aim: z.number().optional(),
      unit: z.string().optional(),
      met: z.boolean(),
    }),
  ),
});
/** What `bench/results/<name>.json` holds, without the raw repetitions. */
export type KeptReport = z.output<typeof KeptReport>;

/** The last measurement of a benchmark; null when there is none. */
export function readReport(folder: string, name: string): KeptReport | null {
  const file = join(folder, `${name}.json`);
  return existsSync(file) ? KeptReport.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
}
