import { z } from 'zod';
import type { Manifest } from '../../scripts/kubernetes/render.ts';

const SchemaError = z.object({ instancePath: z.string(), keyword: z.string(), params: z.unknown() });
type Validate = ((data: unknown) => boolean) & { errors?: unknown };
const SchemaModule = z.object({ validate: z.custom<Validate>((value) => typeof value === 'function') });

/**
 * What Kubernetes would not accept in a manifest, by the OpenAPI schemas of Kubernetes as the package kubernetes-models
 * compiles them. A field that the schema never asks for is unknown to it, and wrong too: an API server drops it silently.
 */
export async function schemaProblems(manifest: Manifest): Promise<string[]> {
  const { validate } = SchemaModule.parse(await import(`kubernetes-models/_schemas/${schemaName(manifest)}`));
  const unread = new Set<string>();
  const valid = validate(watchReads(manifest, '', unread));
  const wrong = valid ? [] : z.array(SchemaError).parse(validate.errors);
  return [
    ...wrong.map(({ instancePath, keyword, params }) => `${instancePath}: ${keyword} ${JSON.stringify(params)}`),
    ...[...unread].map((path) => `${path}: no such field`),
  ];
}

/** `networking.k8s.io/v1` `Ingress` → `IoK8sApiNetworkingV1Ingress` */
function schemaName({ apiVersion, kind }: Manifest): string {
  const parts = apiVersion.split('/');
  const version = parts.at(-1) ?? '';
  const group = parts.length === 1 ? 'core' : (parts[0] ?? '').split('.')[0];
  return `IoK8sApi${capitalized(group ?? '')}${capitalized(version)}${kind}`;
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A view of `value` that keeps in `unread` the paths that nobody has read yet. */
function watchReads(value: unknown, path: string, unread: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => {
    const innerPath = `${path}/${key}`;
    unread.add(innerPath);
    return [key, { innerPath, watched: watchReads(inner, innerPath, unread) }] as const;
  });
  const fields = new Map(entries);
  return new Proxy(value, {
    get(target, key, receiver) {
      const field = typeof key === 'string' ? fields.get(key) : undefined;
      if (field === undefined) return Reflect.get(target, key, receiver);
      unread.delete(field.innerPath);
      return field.watched;
    },
  });
}
