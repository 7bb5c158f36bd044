import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { helm } from '../../scripts/kubernetes/helm.ts';
import {
  chartFolder,
  type Manifest,
  manifestsFolder,
  parseManifests,
  renderManifests,
} from '../../scripts/kubernetes/render.ts';
import { schemaProblems } from './kubernetes-schema.ts';

const template = (...args: string[]) => helm(['template', 'canvass', chartFolder, '--namespace', 'canvass', ...args]);

async function problemsOf(manifests: readonly Manifest[]): Promise<string[]> {
  const found = await Promise.all(
    manifests.map(async (manifest) =>
      (await schemaProblems(manifest)).map((problem) => `${manifest.kind} ${manifest.metadata.name}${problem}`),
    ),
  );
  return found.flat();
}

test('helm finds nothing wrong with the chart', async () => {
  expect(await helm(['lint', '--strict', chartFolder])).toContain('0 chart(s) failed');
});

test('every manifest is what Kubernetes takes', async () => {
  const manifests = parseManifests(await template());
  expect(manifests.filter(({ kind }) => kind === 'Deployment')).toHaveLength(6);
  expect(await problemsOf(manifests)).toEqual([]);
});

test('every manifest is what Kubernetes takes with every option used', async () => {
  const manifests = parseManifests(await template('--values', join(import.meta.dirname, 'fixtures/all-options.yaml')));
  const monitoring = manifests.filter(({ apiVersion }) => apiVersion.startsWith('monitoring.coreos.com/')); // kinds of the Prometheus operator
  expect(monitoring.map(({ kind }) => kind).toSorted()).toEqual(['PodMonitor', 'PrometheusRule']);
  expect(await problemsOf(manifests.filter((manifest) => !monitoring.includes(manifest)))).toEqual([]);
});

test('alerts ask for metrics that there are, and leave what they say about a case to Prometheus', async () => {
  const rendered = await template('--set', 'alerts.enabled=true', '--show-only', 'templates/alerts.yaml');
  const documented = await readFile('docs/operating.md', 'utf8');
  const metrics = rendered.match(/canvass_[a-z_]+/g) ?? [];
  expect(metrics.length).toBeGreaterThan(2);
  expect(metrics.filter((metric) => !documented.includes(`\`${metric}\``))).toEqual([]);
  expect(rendered).toContain('{{ $labels.queue }}');
  expect(rendered.match(/expr: .*/g)?.filter((expression) => !expression.includes('namespace="canvass"'))).toEqual([]);
});

test('a manifest with a wrong value, a missing one and a misspelt field is refused', async () => {
  const [manifest] = parseManifests(
    `apiVersion: apps/v1
kind: Deployment
metadata: { name: bad }
spec:
  replicas: two
  template:
    metadata: { labels: { any: thing } }
    spec: { containers: [{ name: one, image: two, readynessProbe: {} }] }
`,
  );
  if (manifest === undefined) throw new Error('no manifest');
  const problems = (await schemaProblems(manifest)).join('\n');
  expect(problems).toMatch(/^\/spec\/replicas: type/m);
  expect(problems).toMatch(/^\/spec: required .*selector/m);
  expect(problems).toContain('/spec/template/spec/containers/0/readynessProbe: no such field');
});

test('a misspelt value of the chart is refused', async () => {
  await expect(template('--set', 'publicURL=https://a.example')).rejects.toThrow(/publicURL/);
  await expect(template('--set', 'publicUrl=https://a.example/path')).rejects.toThrow(/publicUrl/);
});

test('k8s/ is what the chart renders to (npm run render:k8s)', async () => {
  const rendered = await renderManifests();
  expect((await readdir(manifestsFolder)).sort()).toEqual([...rendered.keys()].sort());
  for (const [file, text] of rendered) expect(await readFile(join(manifestsFolder, file), 'utf8')).toBe(text);
});
