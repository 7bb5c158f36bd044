import { setTimeout as pause } from 'node:timers/promises';
import type { ActivityAnnouncer } from '@canvass/database';
import type { Logger } from '@canvass/platform';
import { Alarm } from './alarm.ts';
import { type Fed, type RelaySettings, relayContext } from './feed.ts';
import { feeds } from './feeds.ts';
import type { Leadership } from './leadership.ts';
import { forgetQueues, measureQueues } from './queue-metrics.ts';
import { rescueLostWork } from './rescue.ts';
import { settleUnknownDeliveries } from './settle-unknown.ts';

export interface RelayOptions extends RelaySettings {
  readonly leadership: Leadership;
  readonly announcer: ActivityAnnouncer;
  readonly log: Logger;
  /** Between rounds while there is nothing to feed and nobody wakes the relay. */
  readonly intervalMs: number;
  /** Between rounds while a backlog is fed: the queues hold about as much work as is done meanwhile. */
  readonly busyIntervalMs: number;
  /** Calls back, with the table's name, when rows were written for the relay to feed. */
  listen(onWork: (table: string) => void): AsyncDisposable;
}

export interface Relay extends AsyncDisposable {
  /** Throws when the relay makes no rounds any more. */
  check(): Promise<void>;
}

const nothing: Fed = { rows: 0, more: false };
const measureEveryMs = 5_000;
/** What measuring may take of the time: a backlog of millions is counted less often. */
const measuringShare = 0.02;
/** Work that nobody ends is looked for less often than work to feed. */
const rescueEveryMs = 1_000;
/** A rule for deliveries of unknown fate counts in hours. */
const settleEveryMs = 60_000;
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
  const beside = new Map<() => Promise<void>, Promise<void>>();
  const context = relayContext(options);
  const alarm = new Alarm();
  const turns = feeds.map(({ table, feed }) => ({ table, feed, idleUntil: Number.NEGATIVE_INFINITY }));
  const listener = options.listen((table) => {
    for (const turn of turns) if (turn.table === table) turn.idleUntil = Number.NEGATIVE_INFINITY;
    alarm.ring();
  });
  const measure = atMostEvery(measureEveryMs, () => measureQueues(options.pool, options.producer, Date.now));
  const rescueSometimes = atMostEvery(rescueEveryMs, rescue);
  const settleSometimes = atMostEvery(settleEveryMs, settle);

  /** True when there is more to feed than was fed. */
  async function round(): Promise<boolean> {
    if (!(await leadership.check())) {
      forgetQueues();
      return false;
    }
    await attempt(rescueSometimes, undefined);
    const now = performance.now();
    const due = turns.filter(({ idleUntil }) => now >= idleUntil);
    const fed = await Promise.all(
      due.map(async (turn) => {
        turn.idleUntil = now + intervalMs - options.busyIntervalMs / 2; // unless there is more, or somebody wakes it
        const fed = await attempt(() => turn.feed(context), nothing);
        if (fed.rows > 0 || fed.more) turn.idleUntil = Number.NEGATIVE_INFINITY;
        return fed;
      }),
    );
    doBeside(measure);
    doBeside(settleSometimes);
    const rows = fed.reduce((sum, each) => sum + each.rows, 0);
    if (rows > 0) log.debug({ rows }, 'relay.fed');
    return rows > 0 || fed.some(({ more }) => more);
  }

  /** Counting millions of rows takes a while, as does settling a hundred: nothing is fed later because of it. */
  function doBeside(work: () => Promise<void>): void {
    if (beside.has(work)) return;
    beside.set(
      work,
      attempt(work, undefined).finally(() => void beside.delete(work)),
    );
  }

  async function rescue(): Promise<void> {
    const workspaceIds = await rescueLostWork(options.pool, options.producer);
    for (const workspaceId of workspaceIds) options.announcer.changed(workspaceId, 'runs', 'deliveries');
  }

  async function settle(): Promise<void> {
    const workspaceIds = await settleUnknownDeliveries(options.pool, options.producer);
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
      const busy = await attempt(round, false);
      lastRoundAt = Date.now();
      await pause(options.busyIntervalMs, undefined, { signal: stopping.signal }).catch(() => {}); // stopping ends it early
      if (!busy) await alarm.wait(intervalMs - options.busyIntervalMs, stopping.signal);
    }
  }

  const running = run();
  return {
    async check() {
      if (Date.now() - lastRoundAt > stuckAfterMs) throw new Error('the relay makes no rounds');
    },
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await listener[Symbol.asyncDispose]();
      await running;
      await Promise.all(beside.values());
      await leadership[Symbol.asyncDispose]();
    },
  };
}

/** Does the work now and then: not more often than this, and less often where it takes long. */
function atMostEvery(intervalMs: number, work: () => Promise<void>): () => Promise<void> {
  let nextAt = Number.NEGATIVE_INFINITY;
  return async () => {
    const startedAt = performance.now();
    if (startedAt < nextAt) return;
    try {
      await work();
    } finally {
      const now = performance.now();
      nextAt = now + Math.max(intervalMs, (now - startedAt) / measuringShare);
    }
  };
}
