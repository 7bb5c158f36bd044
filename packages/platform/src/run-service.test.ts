import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { eventually, freePort } from '@canvass/test-support';
import { expect, test } from 'vitest';

const fixture = join(import.meta.dirname, '../test-fixtures/service.ts');

interface Fixture extends AsyncDisposable {
  url: string;
  adminUrl: string;
  child: ChildProcess;
  ended: Promise<number | null>;
  output: () => string;
}

async function startFixture(env: Record<string, string> = {}): Promise<Fixture> {
  const [port, adminPort] = [await freePort(), await freePort()];
  const child = spawn(process.execPath, [fixture], {
    env: { PATH: process.env.PATH, ADMIN_PORT: String(adminPort), PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)));
  return {
    url: `http://127.0.0.1:${port}`,
    adminUrl: `http://127.0.0.1:${adminPort}`,
    child,
    ended,
    output: () => output,
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

const answers = (url: string, status: number) => async () => (await fetch(url)).status === status;

test('a service that lacks a setting refuses to start and names it', async () => {
  await using service = await startFixture({ PORT: 'eighty' });
  expect(await service.ended).toBe(1);
  expect(service.output()).toContain('PORT');
});

test('a started service is alive, ready and measured', async () => {
  await using service = await startFixture();
  await eventually(answers(`${service.adminUrl}/readyz`, 200));
  expect((await fetch(`${service.adminUrl}/healthz`)).status).toBe(200);
  expect(await (await fetch(`${service.adminUrl}/metrics`)).text()).toContain('process_resident_memory_bytes');
});

test('a service that lacks what it needs is alive, not ready, and says why', async () => {
  await using service = await startFixture({ BROKEN: 'no route to PostgreSQL' });
  await eventually(answers(`${service.adminUrl}/readyz`, 503));
  expect(await (await fetch(`${service.adminUrl}/readyz`)).text()).toContain('no route to PostgreSQL');
  expect((await fetch(`${service.adminUrl}/healthz`)).status).toBe(200);
});

test('SIGTERM lets the request in hand finish, then ends with 0', async () => {
  await using service = await startFixture();
  await eventually(answers(`${service.adminUrl}/readyz`, 200));
  const inHand = fetch(service.url).then((response) => response.text());
  await eventually(async () => (await fetch(`${service.adminUrl}/readyz`)).ok);
  service.child.kill('SIGTERM');
  expect(await inHand).toBe('finished');
  expect(await service.ended).toBe(0);
});

test('every log line is JSON with level, time and service', async () => {
  await using service = await startFixture();
  await eventually(async () => service.output().includes('service.started'));
  const lines = service.output().trim().split('\n');
  for (const line of lines) {
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), time: expect.any(String), service: 'fixture' });
  }
});
