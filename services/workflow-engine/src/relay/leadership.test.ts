import { spawn } from 'node:child_process';
import { createLogger } from '@canvass/platform';
import { createTestDatabase, eventually } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { Leadership } from './leadership.ts';

const log = createLogger('test', 'silent');

test('a leader that is stopped is replaced within ten seconds, and knows it when it wakes', async () => {
  await using database = await createTestDatabase();
  const entry = new URL('../testing/lead.ts', import.meta.url).pathname;
  const leader = spawn(process.execPath, [entry, database.url], { stdio: ['ignore', 'pipe', 'inherit'] });
  let last = '';
  leader.stdout.on('data', (said: Buffer) => {
    last = said.toString().trim().split('\n').at(-1) ?? '';
  });
  try {
    await eventually(async () => last === 'leading');
    await using next = new Leadership(database.url, log);
    expect(await next.check()).toBe(false);
    leader.kill('SIGSTOP');
    const stoppedAt = performance.now();
    await eventually(() => next.check(), 15_000);
    expect(performance.now() - stoppedAt).toBeLessThan(10_000);
    leader.kill('SIGCONT');
    await eventually(async () => last === 'not leading');
    expect(await next.check()).toBe(true);
  } finally {
    leader.kill('SIGKILL');
  }
});

test('a leader whose round takes long stays the leader', async () => {
  await using database = await createTestDatabase();
  await using leader = new Leadership(database.url, log);
  await using other = new Leadership(database.url, log);
  expect(await leader.check()).toBe(true);
  const until = performance.now() + 8_000; // longer than the lock is held without a sign of life
  await eventually(async () => {
    expect(await other.check()).toBe(false);
    return performance.now() > until;
  }, 12_000);
});
