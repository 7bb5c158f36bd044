import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createTestDatabase } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Made = z.object({ workspaceId: z.string(), userId: z.string(), apiKey: z.string().nullable() });

async function setUp(databaseUrl: string, flags: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [fileURLToPath(new URL('setup.ts', import.meta.url)), ...flags], {
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: databaseUrl,
      PUBLIC_URL: 'http://localhost:8080',
      AUTH_SECRET: 'a secret of thirty-two characters or more',
      ...env,
    },
  });
  let [output, errors] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  return { code, output, errors };
}

const flags = ['--workspace', 'Demo', '--email', 'Admin@canvass.test'];
const withPassword = { CANVASS_ADMIN_PASSWORD: 'correct horse battery' };

test('set-up makes a workspace, an administrator and a key, and run again changes nothing', async () => {
  await using database = await createTestDatabase();
  const first = Made.parse(JSON.parse((await setUp(database.url, flags, withPassword)).output));
  expect(first.apiKey).toMatch(/^cvs_/);
  const again = Made.parse(JSON.parse((await setUp(database.url, flags)).output));
  expect(again).toEqual({ ...first, apiKey: null });
  const { rows } = await database.pool.query('select role from workspace_members where user_id = $1', [first.userId]);
  expect(rows).toEqual([{ role: 'admin' }]);
});

test('set-up of a new user without a password fails and says what to give', async () => {
  await using database = await createTestDatabase();
  const { code, errors } = await setUp(database.url, flags);
  expect(code).not.toBe(0);
  expect(errors).toContain('CANVASS_ADMIN_PASSWORD');
});
