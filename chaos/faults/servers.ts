import { setTimeout as pause } from 'node:timers/promises';
import type { FaultKind } from './fault-kinds.ts';

const short = { lane: 'machines', leastMs: 1_000, mostMs: 3_000, restMs: 3_000 } as const;

export const serverFaults: readonly FaultKind[] = [
  {
    ...short,
    name: 'Redis FLUSHALL',
    needsRedis: true,
    async inject({ redis }, lastsMs) {
      await redis?.ask('flushall');
      await pause(lastsMs / 2);
      await redis?.ask('flushall');
    },
  },
  {
    ...short,
    name: 'Redis killed, and started again empty',
    needsRedis: true,
    async inject({ redis }, lastsMs) {
      await redis?.kill();
      await pause(lastsMs);
      await redis?.start();
    },
  },
  {
    ...short,
    name: 'PostgreSQL immediate shutdown, and started again',
    async inject({ postgres }, lastsMs) {
      process.kill(postgres.pid, 'SIGQUIT');
      await pause(lastsMs);
      await postgres.start();
    },
  },
  {
    ...short,
    name: 'all database connections terminated',
    async inject({ pool }, lastsMs) {
      for (let times = 0; times < 3; times += 1) {
        await pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'chaos'
              and backend_type = 'client backend'`,
        );
        await pause(lastsMs / 3);
      }
    },
  },
];
