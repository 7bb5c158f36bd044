import { setImmediate } from 'node:timers/promises';
import { createTestDatabase, freePort, TcpProxy } from '@canvass/test-support';
import { afterEach, expect, test, vi } from 'vitest';
import { answerMs, connectDatabase } from './connection.ts';
import { inSystem, isTransientDatabaseError } from './transaction.ts';

afterEach(() => void vi.useRealTimers());

test('a connection that carries nothing any more holds a transaction up no longer than an answer may take, and is replaced', async () => {
  await using database = await createTestDatabase();
  const url = new URL(database.url);
  const port = await freePort();
  await using proxy = await TcpProxy.listen(port, [Number(url.port)]);
  url.port = String(port);
  await using through = connectDatabase(
    { DATABASE_URL: url.href, DATABASE_POOL_SIZE: 1 },
    { applicationName: 'canvass-test', onError: () => {} },
  );
  const asked = inSystem(through.pool, async (db) => {
    await db.query('select 1');
    proxy.traffic = { kind: 'stall' };
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    await db.query('select 2');
  });
  const failed = expect(asked).rejects.toSatisfy(isTransientDatabaseError);
  while (!vi.isFakeTimers() || vi.getTimerCount() === 0) await setImmediate();
  await vi.advanceTimersByTimeAsync(answerMs);
  await failed;

  vi.useRealTimers();
  proxy.traffic = { kind: 'pass' };
  expect((await through.pool.query('select 3')).rowCount).toBe(1);
});
