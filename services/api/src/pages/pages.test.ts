import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setMember } from '@canvass/database';
import { allQueues } from '@canvass/jobs';
import { queueBackends } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Problem, startTestApi, type TestApi } from '../testing/test-api.ts';

describe.each(queueBackends())('pages with queues in %s', (backend) => {
  let api: TestApi;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'canvass-console-'));
    await mkdir(join(folder, 'assets'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>Console</title>');
    await writeFile(join(folder, 'assets/app-1a2b3c.js'), 'export {};');
    api = await startTestApi(backend, folder);
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  test('any address of the console is its page, asked for anew each time', async () => {
    for (const path of ['/', '/runs/0198', '/sign-in']) {
      const page = await api.ask('GET', path);
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-cache']);
      expect(page.text).toContain('<title>Console</title>');
    }
  });

  test('an address below /api that does not exist is a problem document, never the page', async () => {
    for (const path of ['/api', '/api/nope', '/api/v2/runs', '/api/v1/nope', '/api/auth']) {
      const answer = await api.ask('GET', path);
      expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json; charset=utf-8',
      ]);
      expect(answer.as(Problem).code).toBe('not-found');
    }
    expect((await api.ask('POST', '/api/nope', { body: {} })).as(Problem).code).toBe('not-found');
    const auth = await api.ask('GET', '/api/auth/nope');
    expect([auth.status, auth.text.includes('<title>')]).toEqual([404, false]);
  });

  test('an asset with a hash in its name is kept for ever, a missing one is no page', async () => {
    const asset = await api.ask('GET', '/assets/app-1a2b3c.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect((await api.ask('GET', '/assets/app-gone.js')).status).toBe(404);
  });

  test('the queue board sends strangers to sign in and keeps other roles out', async () => {
    const stranger = await api.ask('GET', '/queues', { headers: { accept: 'text/html' } });
    expect([stranger.status, stranger.headers.get('location')]).toEqual([302, '/sign-in?next=%2Fqueues']);
    const { ask, userId, workspaceId } = await api.anAdministrator();
    await setMember(api.database.pool, workspaceId, userId, 'editor');
    expect((await ask('GET', '/queues')).status).toBe(403);
  });

  test('an administrator sees every queue and its counts', async () => {
    const { ask } = await api.anAdministrator();
    expect((await ask('GET', '/queues')).text).toContain('Canvass queues');
    const Queues = z.object({
      queues: z.array(z.object({ name: z.string(), counts: z.record(z.string(), z.number()) })),
    });
    const { queues } = (await ask('GET', '/queues/api/queues')).as(Queues);
    expect(queues.map(({ name }) => name).toSorted()).toEqual(allQueues.toSorted());
  });

  test('the queue board takes no orders from other sites', async () => {
    const { cookie } = await api.anAdministrator();
    const path = `/queues/api/queues/${allQueues[0]}/pause`;
    const answer = await api.ask('PUT', path, { headers: { cookie, origin: 'https://evil.test' } });
    expect(answer.status).toBe(403);
  });
});

test('without a built console the page says how to build it', async () => {
  await using api = await startTestApi();
  const page = await api.ask('GET', '/');
  expect(page.status).toBe(503);
  expect(page.text).toContain('npm run build -w @canvass/console');
});
