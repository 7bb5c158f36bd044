import { join } from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from '../../scripts/run-tool.ts';

/** The services that are deployed, by their folder. */
export const services = ['ingress', 'api', 'survey', 'workflow-engine', 'contacts', 'distribution'] as const;
export const httpServices: readonly string[] = ['ingress', 'api', 'survey'];

const ConfigModule = z.object({ configSchema: z.instanceof(z.ZodObject) });

/** The environment that a service reads: every name, and those without which it does not start. */
export async function environmentOf(service: string): Promise<{ known: Set<string>; required: Set<string> }> {
  const { configSchema } = ConfigModule.parse(await import(join(repositoryRoot, 'services', service, 'src/config.ts')));
  const names = Object.keys(configSchema.shape);
  const incomplete = configSchema.safeParse({});
  const missing = incomplete.error?.issues.map(({ path }) => String(path[0])) ?? [];
  return { known: new Set(names), required: new Set(missing) };
}

// Read by the AWS SDK itself, from its usual places.
export const readByLibraries: readonly string[] = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
