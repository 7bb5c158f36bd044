import { firstIdAt, type Pool } from '@canvass/database';
import { alone } from './support/alone.ts';
import type { Bench } from './support/bench.ts';
import { Contender, takeTurns } from './support/contender.ts';
import { Installation } from './support/installation.ts';
import { isIdle } from './support/measure-work.ts';
import { messageTemplate } from './support/message-template.ts';
import { seedTenant, type Tenant } from './support/seed.ts';
import { sendAtPace } from './support/send-at-pace.ts';
import { messages, sendMessages } from './support/send-messages.ts';
import { Ses } from './support/ses.ts';
import { median, percentile } from './support/statistics.ts';
import { untilTrue } from './support/until-true.ts';

const perSecond = 20;
const seconds = 5;

/** How long workspace B waits for its mail while workspace A has 100,000 notifications waiting; beside B alone. */
export const fairness: Bench = {
  name: 'fairness',
  summary: 'p95 from received to sent of a quiet workspace while another has 100,000 waiting; beside the same alone',
  async run({ resources, backend, repetitions, count }) {
    const waiting = count ?? 100_000;
    const { url: sesUrl } = await Ses.start(resources);
    const options = { backend, workload: 'email', sesUrl } as const;
    const quiet = await Installation.start(resources, options);
    const busy = await Installation.start(resources, options);
    const all = [quiet, busy];
    const tenants = new Map([
      [quiet, await seedTenant(quiet.pool, 'email')],
      [busy, await seedTenant(busy.pool, 'email')],
    ]);
    const measure = (installation: Installation) =>
      alone(installation, all, async () => {
        const tenant = tenants.get(installation);
        if (tenant === undefined) throw new Error('B is a workspace of each installation');
        return percentile(await waitsOf(installation, tenant), 0.95);
      });
    const left: number[] = [];
    const aloneB = new Contender('B alone', () => measure(quiet));
    const besideA = new Contender('B beside A', async () => {
      const p95Ms = await measure(busy);
      left.push(await waitingOf(busy.pool, busy.tenant));
      return p95Ms;
    });

    await takeTurns(1, [aloneB]); // warms up both before A fills its queue
    await takeTurns(1, [new Contender('B before A', () => measure(busy))]);
    aloneB.measured.length = 0;
    await alone(busy, all, async () => {
      const nextMessage = messageTemplate(100, { people: waiting, firstPerson: 30_000_000 });
      const urls = busy.urls();
      await sendMessages({ urls, connections: 4, nextMessage: messages(waiting / 100, nextMessage) });
    });
    await takeTurns(repetitions, [aloneB, besideA], { warmUp: false });

    const [quietMs, busyMs] = [median(aloneB.measured), median(besideA.measured)];
    return {
      table: [
        { what: 'B alone', 'p95 ms': Math.round(quietMs), ratio: '' },
        {
          what: `B while A has ${waiting} waiting`,
          'p95 ms': Math.round(busyMs),
          ratio: (busyMs / quietMs).toFixed(2),
        },
      ],
      notes: [
        `B: ${perSecond} notifications/s for ${seconds} s, a message each; from received (before the Ack) to SES accepted`,
        `Left of A after each measurement: ${left.join(', ')}`,
      ],
      goals: [{ figure: 'of B alone', value: busyMs / quietMs, most: 3 }],
      raw: { alone: aloneB.measured, besideA: besideA.measured, left },
    };
  },
};

/** Milliseconds from received to sent of each of B's notifications. */
async function waitsOf(installation: Installation, { workspaceId, token }: Tenant): Promise<number[]> {
  const since = firstIdAt(new Date());
  const urls = installation.urls({ workspaceId, token });
  await sendAtPace({ urls, perSecond, count: perSecond * seconds });
  await untilTrue('all of B is sent', () => isIdle(installation, workspaceId), { timeoutMs: 120_000 });
  const { rows } = await installation.pool.query<{ ms: number }>(
    `select extract(epoch from d.sent_at - n.received_at)::float8 * 1000 as ms
       from deliveries d
       join runs r on r.workspace_id = d.workspace_id and r.id = d.run_id
       join notifications n on n.workspace_id = r.workspace_id and n.id = r.notification_id
      where d.workspace_id = $1 and d.id >= $2`,
    [workspaceId, since],
  );
  return rows.map(({ ms }) => ms);
}

async function waitingOf(pool: Pool, { workspaceId }: Tenant): Promise<number> {
  const { rows } = await pool.query<{ left: number }>(
    `select (select coalesce(sum(notification_count), 0) from messages where workspace_id = $1 and status = 'pending')
          + (select count(*) from runs where workspace_id = $1 and status in ('queued', 'running', 'waiting')) as left`,
    [workspaceId],
  );
  return Number(rows[0]?.left ?? 0);
}
