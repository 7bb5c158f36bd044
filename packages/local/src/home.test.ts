import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HomeInUseError, openHome } from './home.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canvass-home-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a home keeps its secrets between starts, readable by its owner alone', async () => {
  const first = await openHome(folder);
  const { adminPassword } = first.state;
  await first[Symbol.asyncDispose]();
  await using second = await openHome(folder);
  expect(second.state.adminPassword).toBe(adminPassword);
  expect((await stat(join(folder, 'state.json'))).mode & 0o077).toBe(0);
});

test('a home that a living process holds is refused, and says how to run beside it', async () => {
  await writeFile(join(folder, 'running.pid'), String(process.ppid));
  await expect(openHome(folder)).rejects.toThrow(HomeInUseError);
  await expect(openHome(folder)).rejects.toThrow(/CANVASS_HOME=/);
});

test('a home that a dead process left behind is taken over', async () => {
  await writeFile(join(folder, 'running.pid'), '999999999');
  await using home = await openHome(folder);
  expect(home.folder).toBe(folder);
});
