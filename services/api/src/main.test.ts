import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createTestDatabase, eventually, freePort } from '@canvass/test-support';
import { expect, test } from 'vitest';

const entry = fileURLToPath(new URL('main.ts', import.meta.url));

test('the process becomes ready, measures what it serves without telling whose, and ends cleanly', async () => {
  await using database = await createTestDatabase();
  const [port, adminPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [entry], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: database.url,
      PUBLIC_URL: url,
      INGRESS_URL: url,
      SURVEY_URL: url,
      AUTH_SECRET: 'a secret of thirty-two characters or more',
      HOST: '127.0.0.1',
      PORT: String(port),
      ADMIN_HOST: '127.0.0.1',
      ADMIN_PORT: String(adminPort),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  try {
    await eventually(async () => (await fetch(`http://127.0.0.1:${adminPort}/readyz`)).ok);
    const refused = await fetch(`${url}/api/v1/contacts?search=ada%40example.test`);
    expect(refused.status).toBe(401);
    await refused.text();
    const metrics = await (await fetch(`http://127.0.0.1:${adminPort}/metrics`)).text();
    expect(metrics).toMatch(
      /http_server_request_duration_seconds_count\{method="GET",route="\/api\/v1\/contacts",status="401"/,
    );
    expect(metrics + log).not.toContain('example.test');
  } finally {
    child.kill('SIGTERM');
  }
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
});

test('a process without its settings refuses to start and names them', async () => {
  const child = spawn(process.execPath, [entry], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [code] = await once(child, 'close');
  expect(code).toBe(1);
  for (const name of ['DATABASE_URL', 'PUBLIC_URL', 'INGRESS_URL', 'SURVEY_URL', 'AUTH_SECRET'])
    expect(errors).toContain(name);
});
