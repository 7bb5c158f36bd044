import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, eventually, freePort } from '@canvass/test-support';
import { expect, test } from 'vitest';

const main = fileURLToPath(new URL('main.ts', import.meta.url));

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...env } });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended, text: () => text };
}

test('the process becomes ready, shows its metrics and ends cleanly on SIGTERM', async () => {
  await using database = await createTestDatabase();
  const port = await freePort();
  const service = start({ DATABASE_URL: database.url, ADMIN_PORT: String(port), ADMIN_HOST: '127.0.0.1' });
  const get = (path: string) => fetch(`http://127.0.0.1:${port}${path}`);
  await eventually(async () => (await get('/readyz')).ok);
  expect((await get('/healthz')).status).toBe(200);
  expect(await (await get('/metrics')).text()).toContain('canvass_contacts_total');
  service.child.kill('SIGTERM');
  expect(await service.ended).toBe(0);
  expect(service.text()).toContain('service.stopped');
});

test('without a database address the process refuses to start and names the variable', async () => {
  const service = start({});
  expect(await service.ended).toBe(1);
  expect(service.text()).toContain('DATABASE_URL');
});
