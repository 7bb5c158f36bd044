import { setTimeout as pause } from 'node:timers/promises';
import { alone } from './support/alone.ts';
import type { Bench } from './support/bench.ts';
import { Contender, takeTurns } from './support/contender.ts';
import { Installation } from './support/installation.ts';
import { endedRuns, measureWork } from './support/measure-work.ts';
import { messageTemplate } from './support/message-template.ts';
import { MostHeld } from './support/most-held.ts';
import { sendMessages } from './support/send-messages.ts';
import { median } from './support/statistics.ts';

const storeWithinSeconds = 120;
const windowSeconds = 5;
const workers = ['workflow-engine', 'contacts'];

/** A million notifications wait, stored through the ingress while the workers are stopped; then they are started. */
export const backlog: Bench = {
  name: 'backlog',
  summary:
    'memory of Redis and of the workers with 1 M notifications waiting, and how fast they drain; beside pipeline',
  async run({ resources, backend, repetitions, count }) {
    const options = { backend, workload: 'contact', processes: { distribution: 0 } } as const;
    const full = await Installation.start(resources, options);
    const empty = await Installation.start(resources, options);
    const all = [full, empty];
    const stopped = full.services.filter(({ kind }) => workers.includes(kind));
    await Promise.all(stopped.map((service) => service.stop()));

    const storedFrom = new Date();
    const waiting = await alone(full, all, () => store(full, count ?? 1_000_000));
    const storeSeconds = (Date.now() - storedFrom.getTime()) / 1000;
    const redisWaiting = (await full.redis?.usedMegabytes()) ?? 0;

    const held = resources.use(new MostHeld(full, workers));
    await Promise.all(stopped.map((service) => service.start()));
    const drain = new Contender('drain', () =>
      alone(full, all, async () => {
        await pause(1000); // after a standstill
        const before = await endedRuns(full, storedFrom);
        const from = performance.now();
        await pause(windowSeconds * 1000);
        return ((await endedRuns(full, storedFrom)) - before) / ((performance.now() - from) / 1000);
      }),
    );
    const usual = new Contender('pipeline', () => alone(empty, all, () => measureWork(empty, { count: 6000 })));
    await takeTurns(repetitions, [drain, usual]);

    const [drained, pipeline] = [median(drain.measured), median(usual.measured.map(({ perSecond }) => perSecond))];
    const ratio = drained / pipeline;
    const most = held.most();
    return {
      table: [
        { what: 'notifications waiting', value: waiting },
        { what: 'Redis while nothing works, MB', value: redisWaiting.toFixed(1) },
        { what: 'Redis at most, MB', value: most.redis.toFixed(1) },
        ...workers.map((kind) => ({ what: `${kind} at most, MB`, value: Math.round(most.services[kind] ?? 0) })),
        { what: 'drained per second', value: Math.round(drained) },
        { what: 'pipeline per second', value: Math.round(pipeline) },
        { what: 'ratio', value: ratio.toFixed(2) },
      ],
      notes: [
        `Stored through the ingress in ${Math.round(storeSeconds)} s; drain: ${repetitions} windows of ${windowSeconds} s, in turn with pipeline on an installation without a backlog`,
      ],
      goals: [
        { figure: 'notifications waiting', value: waiting, least: count ?? 1_000_000 },
        { figure: 'Redis', value: Math.max(redisWaiting, most.redis), most: 64, unit: ' MB' },
        ...workers.map((kind) => ({ figure: kind, value: most.services[kind] ?? 0, most: 300, unit: ' MB' })),
        { figure: 'drain, of pipeline', value: ratio, least: 0.9 },
      ],
      raw: { waiting, storeSeconds, redisWaiting, most, drain: drain.measured, pipeline: usual.measured },
    };
  },
};

/** Sends until so many are stored, or the time is over; answers how many were acknowledged. */
async function store(installation: Installation, count: number): Promise<number> {
  const perMessage = 100;
  const nextMessage = messageTemplate(perMessage, { people: count, firstPerson: 30_000_000 });
  const deadline = performance.now() + storeWithinSeconds * 1000;
  let left = Math.ceil(count / perMessage);
  const sent = await sendMessages({
    urls: installation.urls(),
    connections: 8,
    nextMessage: () => {
      left -= 1;
      return left < 0 || performance.now() > deadline ? null : nextMessage();
    },
  });
  return sent.messages * perMessage;
}
