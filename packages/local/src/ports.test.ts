import { createServer } from 'node:net';
import { freePort } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { chooseFrontPort, choosePorts, PortInUseError } from './ports.ts';

async function occupied(): Promise<{ port: number } & AsyncDisposable> {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '0.0.0.0', resolve));
  return { port, [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) };
}

test('a wished port that is taken is refused, with another one to try', async () => {
  await using taken = await occupied();
  await expect(chooseFrontPort(taken.port, undefined, 8080)).rejects.toThrow(PortInUseError);
});

test('without a wish, the last start’s port is kept, so that links stay good', async () => {
  const last = await freePort();
  expect(await chooseFrontPort(undefined, last, 8080)).toBe(last);
});

test('a second copy beside the first gets the next free port', async () => {
  await using first = await occupied();
  expect(await chooseFrontPort(undefined, undefined, first.port)).toBeGreaterThan(first.port);
});

test('every name gets a port of its own, the one that it had if that is free', async () => {
  await using taken = await occupied();
  const kept = await freePort();
  const chosen = await choosePorts(['a', 'b', 'c'], { a: kept, b: taken.port, c: kept });
  expect(chosen.a).toBe(kept);
  expect(new Set(Object.values(chosen)).size).toBe(3);
  expect(Object.values(chosen)).not.toContain(taken.port);
});
