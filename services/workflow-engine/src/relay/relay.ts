import { setTimeout as pause } from 'node:timers/promises';
import type { ActivityAnnouncer } from '@canvass/database';
import type { Logger } from '@canvass/platform';
import type { RelayContext } from './feed.ts';
import { feeds } from './feeds.ts';
import type { Leadership } from './leadership.ts';
import { forgetQueues, measureQueues } from './queue-metrics.ts';
import { rescueLostWork } from './rescue.ts';

export interface RelayOptions extends RelayContext {
  readonly leadership: Leadership;
  readonly announcer: ActivityAnnouncer;
  readonly log: Logger;
  readonly intervalMs: number;
}

export interface Relay extends AsyncDisposable {
  /** Throws when the relay makes no rounds any more. */
  check(): Promise<void>;
}

const measureEveryMs = 5_000;
/** Rows fed in a round that tell of more: the next round follows at once, until the queues are full. */
const backlog = 500;
/** A round is short; without one for this long, only a restart helps. */
const stuckAfterMs = 120_000;

/**
 * Feeds the queues from the rows, in one process at a time: rows whose job was lost, retries that fall due, work that
 * waits behind a full queue. Nothing here has to happen exactly once: handlers check the rows.
 */
export function startRelay(options: RelayOptions): Relay {
  const { leadership, log, intervalMs } = options;
  const stopping = new AbortController();
  let lastRoundAt = Date.now();
  const measure = atMostEvery(measureEveryMs, () => measureQueues(options.pool, options.producer, Date.now));

  async function round(): Promise<number> {
    if (!(await leadership.check())) {
      forgetQueues();
      return 0;
    }
    await attempt(rescue, undefined);
    let rows = 0;
    for (const feed of feeds) rows += await attempt(() => feed(options), 0); // one after the other: one connection
    await attempt(measure, undefined);
    return rows;
  }

  async function rescue(): Promise<void> {
    const workspaceIds = await rescueLostWork(options.pool, options.producer);
    for (const workspaceId of workspaceIds) options.announcer.changed(workspaceId, 'runs', 'deliveries');
  }

  /** One queue that is away must not keep the others hungry. */
  async function attempt<Result>(work: () => Promise<Result>, otherwise: Result): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      log.warn({ err: error }, 'relay.part-failed');
      return otherwise;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const fed = await attempt(round, 0);
      lastRoundAt = Date.now();
      if (fed > 0) log.info({ rows: fed }, 'relay.fed');
      if (fed >= backlog) continue;
      await pause(intervalMs, undefined, { signal: stopping.signal }).catch(() => {}); // stopping ends the pause early
    }
  }

  const running = run();
  return {
    async check() {
      if (Date.now() - lastRoundAt > stuckAfterMs) throw new Error('the relay makes no rounds');
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
      await leadership[Symbol.asyncDispose]();
    },
  };
}

function atMostEvery(intervalMs: number, work: () => Promise<void>): () => Promise<void> {
  let lastAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const now = performance.now();
    if (now - lastAt < intervalMs) return;
    lastAt = now;
    await work();
  };
}
