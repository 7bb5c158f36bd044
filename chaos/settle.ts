import { setTimeout as pause } from 'node:timers/promises';
import { startServices, type World } from './support/world.ts';

const openWork = `
  select (select count(*) from messages where status = 'pending')
       + (select count(*) from runs where status in ('queued', 'running', 'waiting'))
       + (select count(*) from deliveries where status in ('queued', 'sending')) as open`;

export interface Settled {
  readonly isIdle: boolean;
  /** When sending began of each delivery that was left in it: the clock's step changes what its row says. */
  readonly sendingSince: ReadonlyMap<string, Date>;
}

/** Waits until nothing is left to do; false = not within this time. */
async function isIdle({ pool }: World, withinMs: number, enough: (open: number) => boolean): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await pause(250)) {
    const { rows } = await pool.query<{ open: number }>(openWork).catch(() => ({ rows: [] }));
    if (rows[0] !== undefined && enough(Number(rows[0].open))) return true;
  }
  return false;
}

/**
 * Lets the system come to an end without faults. What waits for a clock (a retry in a quarter of an hour, the five
 * minutes after which a message that was being sent counts as unknown) would take longer than a run may: while no process
 * is there that could have anything in hand, the clock is set forward for the open rows.
 */
export async function settle(world: World, withinMs: number): Promise<Settled> {
  const { services, pool, log } = world;
  let last = -1;
  let sameTimes = 0;
  // First as far as it gets by itself: until nothing has changed for five seconds.
  await isIdle(world, withinMs / 2, (open) => {
    sameTimes = open === last ? sameTimes + 1 : 0;
    last = open;
    return open === 0 || sameTimes >= 20;
  });
  log.note(`${last} left to do; all services are stopped, the clock goes forward, and they start again`);
  await Promise.all(services.map((service) => service.stop()));
  const { rows: left } = await pool.query<{ id: string; since: Date }>(
    `select id, sending_since as since from deliveries where status = 'sending'`,
  );
  await pool.query(`update messages set due_at = least(due_at, now()) where status = 'pending'`);
  await pool.query(
    `update task_runs set due_at = least(due_at, now()) where status in ('queued', 'running', 'waiting')`,
  );
  await pool.query(
    `update deliveries set due_at = least(due_at, now()), sending_since = sending_since
            - case when status = 'sending' then interval '10 minutes' else interval '0' end
      where status in ('queued', 'sending')`,
  );
  await startServices(services);
  return {
    isIdle: await isIdle(world, withinMs, (open) => open === 0),
    sendingSince: new Map(left.map(({ id, since }) => [id, since])),
  };
}
