import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is true; after `timeoutMs` it throws what was waited for. */
export async function untilTrue(
  what: string,
  ask: () => Promise<boolean>,
  { timeoutMs = 60_000, everyMs = 50 }: { timeoutMs?: number; everyMs?: number } = {},
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await ask())) {
    if (performance.now() > deadline) throw new Error(`not within ${timeoutMs / 1000} s: ${what}`);
    await pause(everyMs);
  }
}
