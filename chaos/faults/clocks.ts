import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from '@canvass/database';
import type { FaultKind } from './fault-kinds.ts';

const hourMs = 3_600_000;

/**
 * The due times of open work, as a clock would have written them that was so far off. What somebody has in hand is left as it
 * is: waiting for it while others wait for what was changed here would be a deadlock of our making.
 */
async function shiftDueTimes(pool: Pool, hours: number): Promise<void> {
  for (const [table, open] of [
    ['messages', "status = 'pending'"],
    ['task_runs', "status in ('queued', 'waiting')"],
    ['deliveries', "status = 'queued'"],
  ] as const) {
    await pool.query(
      `update ${table} set due_at = due_at + make_interval(hours => $1)
        where id in (select id from ${table} where ${open} for update skip locked)`,
      [hours],
    );
  }
}

export const clockFaults: readonly FaultKind[] = [
  {
    name: 'due times stepped by hours and back',
    ...{ lane: 'machines', leastMs: 1_500, mostMs: 3_000, restMs: 1_000 },
    async inject({ pool, log }, lastsMs, random) {
      const hours = random.pick([-5, -1, 1, 5]);
      log.note(`due times of open work ${hours} h`);
      await shiftDueTimes(pool, hours);
      await pause(lastsMs);
      // What was done meanwhile is no longer open; what was written meanwhile is brought back too far, and so due.
      await shiftDueTimes(pool, -Math.abs(hours));
    },
  },
  {
    name: 'a process whose clock is hours off',
    ...{ lane: 'machines', leastMs: 6_000, mostMs: 8_000, restMs: 1_000 },
    async inject({ services, log }, lastsMs, random) {
      const chosen = services[random.below(services.length)];
      if (chosen === undefined) return;
      const skewMs = random.pick([-3, -1, 1, 3]) * hourMs;
      await chosen.stop();
      log.note(`${chosen.name} runs with its clock ${skewMs / hourMs} h off`);
      chosen.start({ skewMs });
      await pause(lastsMs);
      await chosen.stop();
      chosen.start();
      await chosen.isReady(20_000);
    },
  },
];
