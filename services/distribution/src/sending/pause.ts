import { setTimeout as pause } from 'node:timers/promises';

/** Waits, or until the signal: that is no error here. */
export async function pauseUnlessAborted(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => {});
}
