import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until `read` neither throws nor answers null, undefined or false; after `timeoutMs` it says what it saw last. */
export async function eventually<Value>(
  read: () => Promise<Value | null | undefined | false>,
  timeoutMs = 15_000,
): Promise<Value> {
  const deadline = Date.now() + timeoutMs;
  let last: unknown = null;
  while (Date.now() < deadline) {
    try {
      const value = await read();
      if (value !== null && value !== undefined && value !== false) return value;
      last = value;
    } catch (error) {
      last = error;
    }
    await pause(25);
  }
  throw new Error(`not seen within ${timeoutMs} ms; last: ${String(last)}`, { cause: last });
}
