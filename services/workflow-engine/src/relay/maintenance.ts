import { setTimeout as pause } from 'node:timers/promises';
import { Maintenance, type MaintenanceReport, type Pool } from '@canvass/database';
import type { Logger } from '@canvass/platform';
import { Counter, Gauge } from 'prom-client';
import type { Leadership } from './leadership.ts';

const dropped = new Counter({
  name: 'canvass_retention_dropped_months_total',
  help: 'Months of runs and deliveries that were dropped for their age',
});
const held = new Gauge({
  name: 'canvass_retention_held_months',
  help: 'Months past their retention that are kept because something in them is not finished',
});

const everyMs = 3_600_000;
const lookEveryMs = 60_000;

/**
 * Makes partitions ahead and drops what is past its retention, in the process that leads the relay: when it starts to lead
 * and every hour after that. Part of an hour's work may fail where a table is in use; the next hour does it.
 */
export function startMaintenance(options: {
  pool: Pool;
  leadership: Leadership;
  log: Logger;
  retentionDays: number;
}): AsyncDisposable {
  const { pool, leadership, log } = options;
  const maintenance = new Maintenance(pool, options.retentionDays);
  const stopping = new AbortController();
  let nextAt = Number.NEGATIVE_INFINITY;

  async function look(): Promise<void> {
    if (performance.now() < nextAt || !(await leadership.check())) return;
    nextAt = performance.now() + everyMs;
    const { rows } = await pool.query<{ now: Date }>('select now() as now');
    const [clock] = rows;
    if (clock !== undefined) report(log, await maintenance.run(clock.now));
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look().catch((error) => log.warn({ err: error }, 'retention.failed'));
      await pause(lookEveryMs, undefined, { signal: stopping.signal }).catch(() => {}); // stopping ends it early
    }
  }

  const running = run();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort();
      await running;
    },
  };
}

function report(log: Logger, done: MaintenanceReport): void {
  if (done.added.length > 0) log.info({ partitions: done.added }, 'partitions.added');
  for (const month of done.dropped) log.info(month, 'retention.dropped');
  for (const month of done.held) log.warn(month, 'retention.held');
  if (Object.values(done.forgotten).some((rows) => rows > 0)) log.info(done.forgotten, 'retention.forgotten');
  for (const { part, error } of done.failed) log.warn({ part, err: error }, 'retention.part-failed');
  dropped.inc(done.dropped.length);
  held.set(done.held.length);
}
