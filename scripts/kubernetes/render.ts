import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { repositoryRoot } from '../run-tool.ts';
import { helm } from './helm.ts';

export const chartFolder = join(repositoryRoot, 'deploy/chart');
export const manifestsFolder = join(repositoryRoot, 'k8s');

const header = '# Rendered from deploy/chart by `npm run render:k8s`; change the chart, not this file.\n';

/** The manifests of the chart with its default values, file name → content. */
export async function renderManifests(): Promise<Map<string, string>> {
  const rendered = await helm(['template', 'canvass', chartFolder, '--namespace', 'canvass']);
  const byTemplate = new Map<string, string[]>();
  for (const part of rendered.split(/^---\n/m)) {
    const source = /^# Source: canvass\/templates\/(.+)$/m.exec(part)?.[1];
    if (source === undefined) continue;
    const body = part.replace(/^# Source: .*\n/m, '').trim();
    byTemplate.set(source, [...(byTemplate.get(source) ?? []), body]);
  }
  return new Map([...byTemplate].sort().map(([file, parts]) => [file, `${header}${parts.join('\n---\n')}\n`]));
}

const Manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string() }),
});
export type Manifest = z.output<typeof Manifest>;

/** The manifests in a YAML stream; throws for YAML that a cluster would not read (a repeated key, say). */
export function parseManifests(text: string): Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0];
    const content: unknown = document.toJS();
    return content === null ? [] : [Manifest.parse(content)];
  });
}
