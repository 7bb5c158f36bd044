import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../run-tool.ts';
import { operatingGuide, withEnvironmentTables } from './environment-table.ts';
import { environmentOf, services } from './service-environment.ts';

test('the operating guide names every variable as the services read it (npm run docs:environment)', async () => {
  const guide = readFileSync(join(repositoryRoot, operatingGuide), 'utf8');
  expect(await withEnvironmentTables(guide)).toBe(guide);
});

test.each(services)('every variable of %s says what it means', async (service) => {
  const variables = await environmentOf(service);
  expect(variables.filter(({ meaning }) => meaning === '').map(({ name }) => name)).toEqual([]);
  expect(variables.find(({ name }) => name === 'DATABASE_URL')?.required).toBe(true);
});
