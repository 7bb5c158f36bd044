import { firstIdAt } from '@canvass/database';
import type { Installation } from './installation.ts';
import { endedRuns, isIdle } from './measure-work.ts';
import { messageTemplate } from './message-template.ts';
import { messages, sendMessages } from './send-messages.ts';
import { untilTrue } from './until-true.ts';

export interface Recovered {
  readonly inFlight: number;
  readonly perSecondBefore: number;
  readonly serversAfterSeconds: number;
  readonly readyAfterSeconds: number;
  /** Until the start of the first second that ends as many runs as 0.8 of a second before the kill. */
  readonly steadyAfterSeconds: number;
  readonly doneAfterSeconds: number;
  /** Acknowledged, and no run of it succeeded. */
  readonly lost: number;
}

const perMessage = 100;
const steadyShare = 0.8;
let peopleSent = 50_000_000;

/** Sends, waits until about `inFlight` are left to do, kills everything, starts it again and waits for the end. */
export async function measureRecovery(installation: Installation, inFlight: number): Promise<Recovered> {
  const count = inFlight * 2;
  const nextMessage = messageTemplate(perMessage, { people: count / 2, firstPerson: peopleSent });
  peopleSent += count;
  const startedAt = new Date();
  const urls = installation.urls();
  const all = messages(count / perMessage, nextMessage);
  const sent = await sendMessages({ urls, connections: 4, nextMessage: all });
  const acknowledged = sent.messages * perMessage;
  let ended = 0;
  await untilTrue('half of them are done', async () => {
    ended = await endedRuns(installation, startedAt);
    return acknowledged - ended <= inFlight;
  });

  const killedAt = Date.now();
  const after = () => (Date.now() - killedAt) / 1000;
  await Promise.all(installation.services.map((service) => service.kill()));
  await Promise.all([installation.postgres.kill(), installation.redis?.kill()]);
  await Promise.all([installation.postgres.start(), installation.redis?.start()]);
  const serversAfterSeconds = after();
  await Promise.all(installation.services.map((service) => service.start()));
  const readyAfterSeconds = after();
  await untilTrue('all is done again', () => isIdle(installation, installation.tenant.workspaceId), {
    timeoutMs: 150_000,
    everyMs: 100,
  });
  const doneAfterSeconds = after();

  const times = await endTimes(installation, startedAt);
  const before = times.filter((at) => at <= killedAt);
  const perSecondBefore = rateOfLastSeconds(before, killedAt);
  const steadyAt = startOfSteady(
    times.filter((at) => at > killedAt),
    perSecondBefore * steadyShare,
  );
  return {
    ...{ inFlight: acknowledged - before.length, perSecondBefore, serversAfterSeconds, readyAfterSeconds },
    steadyAfterSeconds: steadyAt === null ? doneAfterSeconds : (steadyAt - killedAt) / 1000,
    doneAfterSeconds,
    lost: acknowledged - times.length,
  };
}

/** When each run ended, in milliseconds and in order. */
async function endTimes({ pool, tenant }: Installation, since: Date): Promise<number[]> {
  const { rows } = await pool.query<{ at: Date }>(
    `select finished_at as at from runs
      where workspace_id = $1 and status = 'succeeded' and id >= $2 order by finished_at`,
    [tenant.workspaceId, firstIdAt(since)],
  );
  return rows.map(({ at }) => at.getTime());
}

/** The last two seconds before an instant: nothing is taken in any more, all of the machine works. */
function rateOfLastSeconds(times: readonly number[], until: number): number {
  const recent = times.filter((at) => at > until - 2000);
  const [first = until] = recent;
  return recent.length === 0 ? 0 : (recent.length * 1000) / Math.max(1, until - first);
}

function startOfSteady(times: readonly number[], perSecond: number): number | null {
  const inASecond = Math.ceil(perSecond);
  for (const [index, at] of times.entries()) {
    const last = times[index + inASecond - 1];
    if (last !== undefined && last - at <= 1000) return at;
  }
  return null;
}
