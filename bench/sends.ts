import { startBareSes } from './support/bare-ses.ts';
import type { Bench } from './support/bench.ts';
import { Contender, takeTurns } from './support/contender.ts';
import { Installation } from './support/installation.ts';
import { isIdle } from './support/measure-work.ts';
import { messageTemplate } from './support/message-template.ts';
import { messages, sendMessages } from './support/send-messages.ts';
import { Ses } from './support/ses.ts';
import { median } from './support/statistics.ts';
import { untilTrue } from './support/until-true.ts';

/** Requests to the provider that a distribution process has under way at most: its `emailConnections`. */
const concurrency = 120;
const latencyMs = 20;
let peopleSent = 80_000_000;

/** One distribution process against a provider that takes 20 ms; beside one process of the bare client. */
export const sends: Bench = {
  name: 'sends',
  summary:
    'messages/s of one distribution process to a provider that takes 20 ms; beside one process of the bare client',
  async run({ resources, backend, repetitions, count, profile }) {
    const notifications = count ?? 12_000;
    const ses = await Ses.start(resources, { latencyMs });
    const options = { backend, workload: 'email', sesUrl: ses.url, profile } as const;
    const installation = await Installation.start(resources, options);
    const { folder } = installation;
    const bareSes = await startBareSes(resources, { sesUrl: ses.url, concurrency, folder });
    const product = new Contender('distribution', () => measureSends(installation, ses, notifications));
    const bare = new Contender('bare SES client', async () => (await bareSes(notifications)).perSecond);
    await takeTurns(repetitions, [product, bare]);

    const [perSecond, barePerSecond] = [median(product.measured), median(bare.measured)];
    const ratio = perSecond / barePerSecond;
    return {
      table: [
        { what: 'distribution process', 'per second': Math.round(perSecond), ratio: ratio.toFixed(2) },
        { what: 'bare SES client', 'per second': Math.round(barePerSecond), ratio: '' },
      ],
      notes: [
        `${concurrency} requests under way; ${notifications} notifications wait for distribution, then it is started`,
        'Rate of the second half that the provider took, as the bare client is warm too; invitations are made and outcomes recorded meanwhile',
      ],
      goals: [{ figure: 'of the bare SES client', value: ratio, least: 0.8, aim: 0.95 }],
      raw: { distribution: product.measured, bare: bare.measured },
    };
  },
};

/** Messages a second that the provider takes from the distribution process, which has nothing to wait for. */
async function measureSends(installation: Installation, ses: Ses, count: number): Promise<number> {
  const distribution = installation.services.filter(({ kind }) => kind === 'distribution');
  await Promise.all(distribution.map((service) => service.stop()));
  const before = await ses.acceptedCount();
  const nextMessage = messageTemplate(100, { people: count, firstPerson: peopleSent });
  peopleSent += count;
  const all = messages(Math.ceil(count / 100), nextMessage);
  await sendMessages({ urls: installation.urls(), connections: 4, nextMessage: all });
  await untilTrue('contacts are done', () => contactsAreDone(installation), { timeoutMs: 120_000 });

  await Promise.all(distribution.map((service) => service.start()));
  await untilTrue('all is sent', () => isIdle(installation, installation.tenant.workspaceId), { timeoutMs: 120_000 });
  const times = await ses.acceptedTimes(before);
  const steady = times.slice(Math.floor(times.length / 2));
  const [first = 0, last = 0] = [steady.at(0), steady.at(-1)];
  return ((steady.length - 1) * 1000) / Math.max(1, last - first);
}

async function contactsAreDone({ pool, tenant }: Installation): Promise<boolean> {
  const { rows } = await pool.query<{ done: boolean }>(
    `select not exists (select from messages where workspace_id = $1 and status = 'pending')
        and not exists (select from task_runs where workspace_id = $1 and type = 'contact'
                         and status in ('queued', 'running', 'waiting')) as done`,
    [tenant.workspaceId],
  );
  return rows[0]?.done ?? false;
}
