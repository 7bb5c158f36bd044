import { join } from 'node:path';
import { choosePorts } from '../packages/local/src/ports.ts';
import type { Bench, Goal } from './support/bench.ts';
import { Contender, takeTurns } from './support/contender.ts';
import { flushTime } from './support/flush-time.ts';
import { Installation } from './support/installation.ts';
import { type Load, postFor } from './support/load.ts';
import { messageTemplate } from './support/message-template.ts';
import { NodeProcess } from './support/node-process.ts';
import { residentMegabytes } from './support/processor-time.ts';
import { medianBy } from './support/statistics.ts';

const loads = [1, 100].flatMap((perMessage) => [1, 20, 200].map((connections) => ({ perMessage, connections })));
const goalOf = { 1: { least: 0.5, aim: 0.8 }, 100: { least: 0.7, aim: 1 } } as const;

/**
 * Notifications acknowledged per second: by the ingress, durably, and by a bare Express + fast-xml-parser server that
 * stores nothing. Nothing works on what is stored.
 */
export const ingress: Bench = {
  name: 'ingress',
  summary: 'notifications durably acknowledged per second; beside a bare Express + parser + Ack server',
  async run({ resources, backend, repetitions, count, profile }) {
    const isLook = count !== null;
    const seconds = isLook ? 0.1 : 2;
    const installation = await Installation.start(resources, {
      ...{ backend, workload: 'none', profile },
      processes: { 'workflow-engine': 0, contacts: 0, distribution: 0 },
    });
    const [ingressUrl = ''] = installation.urls();
    const bareUrl = await startBareServer(resources, installation.folder);

    const rows = [];
    for (const { perMessage, connections } of isLook ? loads.slice(0, 1) : loads) {
      const load = { perMessage, connections, seconds, nextMessage: messageTemplate(perMessage) };
      const durable = new Contender(`ingress, ${perMessage} × ${connections}`, () => postFor(ingressUrl, load));
      const bare = new Contender('bare', () => postFor(bareUrl, load));
      await takeTurns(repetitions, [durable, bare]);
      const rate = (one: Load) => one.notificationsPerSecond;
      const medians = { durable: medianBy(durable.measured, rate), bare: medianBy(bare.measured, rate) };
      const ratio = rate(medians.durable) / rate(medians.bare);
      rows.push({
        perMessage,
        connections,
        ratio,
        medians,
        measured: { ingress: durable.measured, bare: bare.measured },
      });
    }
    const flush = await flushTime(installation.folder);
    const megabytes = await residentMegabytesWhilePosting(installation, ingressUrl, seconds * 3);
    return {
      table: rows.map(({ perMessage, connections, ratio, medians }) => ({
        'per message': perMessage,
        connections,
        'ingress /s': Math.round(medians.durable.notificationsPerSecond),
        'p50 ms': round(medians.durable.p50Ms),
        'p99 ms': round(medians.durable.p99Ms),
        'put off': medians.durable.putOff,
        'bare /s': Math.round(medians.bare.notificationsPerSecond),
        'bare p99 ms': round(medians.bare.p99Ms),
        ratio: ratio.toFixed(2),
      })),
      notes: [
        `Medians of ${repetitions} × ${seconds} s, notifications/s. “Put off” are messages answered with 503, to be sent again`,
        `The disk takes 8 kB durably in ${flush.p50Ms.toFixed(2)} ms (p50), ${flush.p99Ms.toFixed(2)} ms (p99)`,
      ],
      goals: [
        ...rows.map(({ perMessage, connections, ratio }): Goal => {
          const goal = perMessage === 1 ? goalOf[1] : goalOf[100];
          return { figure: `of bare, messages of ${perMessage}, ${connections} connections`, value: ratio, ...goal };
        }),
        { figure: 'memory of the ingress, 50 connections, messages of 100', value: megabytes, most: 200, unit: ' MB' },
      ],
      raw: { rows, flush, megabytes },
    };
  },
};

async function startBareServer(resources: AsyncDisposableStack, folder: string): Promise<string> {
  const { bare: port = 0 } = await choosePorts(['bare'], {});
  const url = `http://127.0.0.1:${port}`;
  const server = new NodeProcess({
    kind: 'bare',
    entry: new URL('./support/bare-server.ts', import.meta.url),
    env: { PORT: String(port) },
    readyUrl: `${url}/`,
    logFile: join(folder, 'logs', 'bare.log'),
  });
  resources.use(server);
  await server.start();
  return `${url}/in/any`;
}

/** The most that the ingress holds meanwhile. */
async function residentMegabytesWhilePosting(
  { services }: Installation,
  url: string,
  seconds: number,
): Promise<number> {
  let most = 0;
  const timer = setInterval(() => {
    most = Math.max(most, ...services.map(({ pid }) => residentMegabytes(pid)));
  }, 100);
  await postFor(url, { connections: 50, seconds, perMessage: 100, nextMessage: messageTemplate(100) });
  clearInterval(timer);
  return Math.round(most);
}

const round = (ms: number) => Number(ms.toFixed(1));
