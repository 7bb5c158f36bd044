import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseManifests } from '../../scripts/kubernetes/render.ts';
import { repositoryRoot } from '../../scripts/run-tool.ts';

// The public addresses; services/*, the local front and the deployments must agree on them.
const routes = {
  '/in': 'ingress',
  '/s': 'survey',
  '/o': 'survey',
  '/preview': 'survey',
  '/webhooks': 'survey',
  '/': 'api',
};

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');

test('the Ingress sends each public path to its service', () => {
  const Backend = z.object({ service: z.object({ name: z.string() }) });
  const Ingress = z.object({
    spec: z.object({
      rules: z.array(
        z.object({ http: z.object({ paths: z.array(z.object({ path: z.string(), backend: Backend })) }) }),
      ),
    }),
  });
  const paths = parseManifests(read('k8s/ingress-routes.yaml'))
    .flatMap((manifest) => Ingress.parse(manifest).spec.rules)
    .flatMap(({ http }) => http.paths);
  expect(
    Object.fromEntries(paths.map(({ path, backend }) => [path, backend.service.name.replace('canvass-', '')])),
  ).toEqual(routes);
});

test('the front of docker-compose.yml sends each public path to its service', () => {
  const caddyfile = read('deploy/Caddyfile');
  const prefixes = Object.entries(routes).filter(([path]) => path !== '/');
  for (const [path] of prefixes) expect(caddyfile).toContain(`${path}/*`);
  for (const service of new Set(Object.values(routes))) expect(caddyfile).toContain(`reverse_proxy ${service}:8080`);
});

test('the local front sends each public path to its service', async () => {
  const { routeOf } = z
    .object({ routeOf: z.custom<(path: string) => string>((value) => typeof value === 'function') })
    .parse(await import('../../packages/local/src/front/routes.ts'));
  const answers = Object.keys(routes).map((path) => [path, routeOf(path === '/' ? '/sign-in' : `${path}/token`)]);
  expect(Object.fromEntries(answers)).toEqual(routes);
});
