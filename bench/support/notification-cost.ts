import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Outcome = z.object({
  name: z.string(),
  processorMs: z.record(z.string(), z.number()),
  walBytes: z.number(),
  storedBytes: z.number(),
});

/** What one notification costs, with its e-mail. */
export interface NotificationCost {
  /** Milliseconds of processor time, by service and server. */
  readonly processorMs: Readonly<Record<string, number>>;
  readonly walBytes: number;
  readonly storedBytes: number;
}

/** The cost that `npm run bench -- fleet` measured last in the setting of this name; null when it has not been run. */
export function readCost(resultsFolder: string, setting: string): NotificationCost | null {
  const file = join(resultsFolder, 'fleet.json');
  if (!existsSync(file)) return null;
  const { raw } = z.object({ raw: z.array(Outcome) }).parse(JSON.parse(readFileSync(file, 'utf8')));
  const outcome = raw.find(({ name }) => name === setting);
  if (outcome === undefined) return null;
  const { bench: _, ...processorMs } = outcome.processorMs;
  return { ...outcome, processorMs };
}
