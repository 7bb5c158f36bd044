import { setTimeout as pause } from 'node:timers/promises';
import { isTransientDatabaseError } from '@canvass/database';

/** Longer than a database restarts or fails over; well below the five minutes after which a delivery counts as lost. */
const patienceMs = 120_000;
const longestPauseMs = 3_000;

/**
 * Does work on the database again while that is away: for up to two minutes, or until `lastCall`. Holds nothing
 * between tries. Throws the last error.
 */
export async function keepTrying<Result>(work: () => Promise<Result>, lastCall: AbortSignal): Promise<Result> {
  const endsAt = performance.now() + patienceMs;
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (lastCall.aborted || performance.now() >= endsAt || !isTransientDatabaseError(error)) throw error;
    }
    const pauseMs = Math.min(200 * 2 ** tries, longestPauseMs);
    await pause(pauseMs, undefined, { signal: lastCall }).catch(() => {}); // the last call ends the pause early
  }
}
