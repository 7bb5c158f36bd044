import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepTrying } from './keep-trying.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;

/** Work that fails, as on a database that restarts, until it is back. */
function workOnDatabase(awayForMs: number, code = '57P03') {
  const startedAt = performance.now();
  return vi.fn(async () => {
    if (performance.now() - startedAt < awayForMs) throw Object.assign(new Error('away'), { code });
    return 'recorded';
  });
}

test.each(['57P03', 'ECONNREFUSED', '25006'])(
  'an outcome survives a database that is away (%s) for a minute and a half',
  async (code) => {
    const work = workOnDatabase(90_000, code);
    const trying = keepTrying(work, never);
    await vi.advanceTimersByTimeAsync(95_000);
    expect(await trying).toBe('recorded');
    expect(work.mock.calls.length).toBeLessThan(50);
  },
);

test('a database that stays away is given up after two minutes', async () => {
  const work = workOnDatabase(Number.POSITIVE_INFINITY);
  const trying = expect(keepTrying(work, never)).rejects.toThrow('away');
  await vi.advanceTimersByTimeAsync(119_000);
  const tries = work.mock.calls.length;
  await vi.advanceTimersByTimeAsync(5_000);
  await trying;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(work.mock.calls.length - tries).toBeLessThanOrEqual(2);
});

test('the last call of a process that stops allows one more try, at once', async () => {
  const lastCall = new AbortController();
  const work = workOnDatabase(Number.POSITIVE_INFINITY);
  const trying = expect(keepTrying(work, lastCall.signal)).rejects.toThrow('away');
  await vi.advanceTimersByTimeAsync(30_000);
  const tries = work.mock.calls.length;
  lastCall.abort();
  await trying;
  expect(work.mock.calls.length).toBe(tries + 1);
});

test('a failure that another try would not mend is not tried again', async () => {
  const work = workOnDatabase(Number.POSITIVE_INFINITY, '23514');
  await expect(keepTrying(work, never)).rejects.toThrow('away');
  expect(work).toHaveBeenCalledTimes(1);
});
