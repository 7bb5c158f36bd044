import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { services } from '../../scripts/environment/service-environment.ts';
import { repositoryRoot } from '../../scripts/run-tool.ts';

const dockerfile = readFileSync(join(repositoryRoot, 'deploy/Dockerfile'), 'utf8');
const Lock = z.object({ packages: z.record(z.string(), z.looseObject({ link: z.boolean().optional() })) });

test('the image is installed from the package.json of every workspace, or npm ci would refuse', () => {
  const { packages } = Lock.parse(JSON.parse(readFileSync(join(repositoryRoot, 'package-lock.json'), 'utf8')));
  const workspaces = Object.keys(packages).filter((place) => /^(packages|services)\/[^/]+$/.test(place));
  const copied = [...dockerfile.matchAll(/^COPY (\S+)\/package\.json \1\/$/gm)].map(([, place]) => place);
  expect(copied.sort()).toEqual(workspaces.sort());
});

test('the dependencies of every service are in the image', () => {
  for (const service of services) expect(dockerfile).toContain(`--workspace @canvass/${service}`);
});

test('the process is not root and gets its signals', () => {
  expect(dockerfile).toMatch(/^USER 1000:1000$/m);
  expect(dockerfile).toMatch(/^ENTRYPOINT \["\/usr\/bin\/tini", "--", "node"\]$/m);
});
