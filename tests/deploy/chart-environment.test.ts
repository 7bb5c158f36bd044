import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { environmentOf, httpServices, services } from '../../scripts/environment/service-environment.ts';
import { helm } from '../../scripts/kubernetes/helm.ts';
import { chartFolder, parseManifests } from '../../scripts/kubernetes/render.ts';
import { repositoryRoot } from '../../scripts/run-tool.ts';
import { forgotten, unknown } from './given-environment.ts';

const Probe = z.object({ httpGet: z.object({ path: z.string(), port: z.string() }) });
const Container = z.object({
  name: z.string(),
  args: z.tuple([z.string()]),
  env: z.array(z.object({ name: z.string(), value: z.string().optional(), valueFrom: z.unknown().optional() })),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).default([]),
  livenessProbe: Probe.optional(),
  readinessProbe: Probe.optional(),
});
const Workload = z.object({
  kind: z.string(),
  spec: z.object({
    template: z.object({
      spec: z.object({ containers: z.tuple([Container]), terminationGracePeriodSeconds: z.number().optional() }),
    }),
  }),
});

async function containers(): Promise<Map<string, z.output<typeof Container> & { graceSeconds: number }>> {
  const options = ['--values', join(import.meta.dirname, 'fixtures/all-options.yaml')];
  const manifests = parseManifests(await helm(['template', 'canvass', chartFolder, ...options]));
  return new Map(
    manifests
      .filter(({ kind }) => kind === 'Deployment' || kind === 'Job')
      .map((manifest) => Workload.parse(manifest).spec.template.spec)
      .map(({ containers: [container], terminationGracePeriodSeconds = 0 }) => [
        container.name,
        { ...container, graceSeconds: terminationGracePeriodSeconds },
      ]),
  );
}

const all = await containers();

function containerOf(name: string) {
  const container = all.get(name);
  if (container === undefined) throw new Error(`the chart has no ${name}`);
  return container;
}

test.each(services)('%s gets every variable that it needs, and none that it does not know', async (service) => {
  const { env } = containerOf(service);
  const given = env.map(({ name }) => name).filter((name) => name !== 'NODE_OPTIONS'); // of the fixture's extraEnv
  const variables = await environmentOf(service);
  expect(unknown(given, variables)).toEqual([]);
  expect(forgotten(given, variables)).toEqual([]);
  expect(new Set(given).size).toBe(given.length);
});

test.each(services)('%s is asked for its health where it answers, and is left time to drain', (service) => {
  const { env, ports, livenessProbe, readinessProbe, graceSeconds } = containerOf(service);
  const givenAs = (name: string) => env.find((variable) => variable.name === name)?.value;
  const portOf = (name: string) => ports.find((port) => port.name === name)?.containerPort;
  expect(livenessProbe?.httpGet).toEqual({ path: '/healthz', port: 'admin' });
  expect(readinessProbe?.httpGet).toEqual({ path: '/readyz', port: 'admin' });
  expect(String(portOf('admin'))).toBe(givenAs('ADMIN_PORT'));
  expect(portOf('http') !== undefined).toBe(httpServices.includes(service));
  if (portOf('http') !== undefined) expect(String(portOf('http'))).toBe(givenAs('PORT'));
  expect(graceSeconds * 1000).toBeGreaterThan(Number(givenAs('SHUTDOWN_GRACE_MS')) + 5000);
});

test('every container starts a file that exists', () => {
  expect([...all.keys()].sort()).toEqual([...services, 'migrate'].sort());
  for (const { args } of all.values()) expect(existsSync(join(repositoryRoot, args[0])), args[0]).toBe(true);
});
