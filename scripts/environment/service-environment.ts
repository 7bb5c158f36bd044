import { join } from 'node:path';
import { z } from 'zod';
import { repositoryRoot } from '../run-tool.ts';

/** The services that are deployed, by their folder. */
export const services = ['ingress', 'api', 'survey', 'workflow-engine', 'contacts', 'distribution'] as const;
export const httpServices: readonly string[] = ['ingress', 'api', 'survey'];

export interface Variable {
  readonly name: string;
  readonly meaning: string;
  readonly required: boolean;
  /** As text; null when there is none. */
  readonly defaultValue: string | null;
}

/** Every variable that a service reads, in the order of the schema in its src/config.ts. */
export async function environmentOf(service: string): Promise<Variable[]> {
  const module: unknown = await import(join(repositoryRoot, 'services', service, 'src/config.ts'));
  const schema = Object.values(z.record(z.string(), z.unknown()).parse(module)).find(isServiceSchema);
  if (schema === undefined) throw new Error(`services/${service}/src/config.ts exports no schema with ADMIN_PORT`);
  return Object.entries(schema.shape).map(([name, field]) => {
    const unset = z.safeParse(field, undefined);
    return {
      name,
      meaning: z.globalRegistry.get(field)?.description ?? '',
      required: !unset.success,
      defaultValue: unset.success && unset.data !== undefined ? String(unset.data) : null,
    };
  });
}

function isServiceSchema(value: unknown): value is z.ZodObject {
  return value instanceof z.ZodObject && 'ADMIN_PORT' in value.shape;
}
