import type { Bench } from './support/bench.ts';
import { Installation } from './support/installation.ts';
import { processorMs } from './support/processor-table.ts';
import { Ses } from './support/ses.ts';
import { sideBySide } from './support/side-by-side.ts';
import { median } from './support/statistics.ts';

/** What docs/scaling.md reckons with. */
export const withEmail = 'with e-mail, 1 of each';

/** `pipeline` by 1, 2 and 4 processes of each service, and the whole way with e-mail by one: what a notification costs. */
export const fleet: Bench = {
  name: 'fleet',
  summary: 'pipeline with 1, 2, 4 processes of each kind, and processor time per notification by service and server',
  async run({ resources, backend, repetitions, count, profile }) {
    const work = { count: count ?? 5000 };
    const compared = [];
    for (const each of [1, 2, 4]) {
      const processes = { ingress: each, 'workflow-engine': each, contacts: each, distribution: 0 };
      const installation = await Installation.start(resources, { backend, workload: 'contact', processes, profile });
      compared.push({ name: `${each} of each`, installation, work });
    }
    const { url: sesUrl } = await Ses.start(resources);
    const mail = await Installation.start(resources, { backend, workload: 'email', sesUrl, profile });
    compared.push({ name: withEmail, installation: mail, work: { count: Math.ceil(work.count / 2) } });
    const outcomes = await sideBySide(repetitions, compared);
    const [one] = outcomes;
    if (one === undefined) throw new Error('nothing was measured');
    return {
      table: outcomes.map(({ name, perSecond, measured }) => ({
        processes: name,
        'per second': Math.round(perSecond),
        'of one': (perSecond / one.perSecond).toFixed(2),
        ...milliseconds(processorMs(measured)),
        'sum ms': median(measured.map(({ productMs }) => productMs)).toFixed(3),
        'stored kB': (median(measured.map(({ storedBytes }) => storedBytes)) / 1000).toFixed(1),
        'WAL kB': (median(measured.map(({ walBytes }) => walBytes)) / 1000).toFixed(1),
      })),
      notes: [
        'Milliseconds of processor time for a notification. Each repetition checks that no acknowledged one is missing',
      ],
      goals: outcomes
        .slice(1, 3)
        .map(({ name, perSecond }) => ({ figure: `${name}, of one`, value: perSecond / one.perSecond, least: 0.9 })),
      raw: outcomes.map((outcome) => ({
        ...outcome,
        processorMs: processorMs(outcome.measured),
        walBytes: median(outcome.measured.map(({ walBytes }) => walBytes)),
        storedBytes: median(outcome.measured.map(({ storedBytes }) => storedBytes)),
      })),
    };
  },
};

function milliseconds(byKind: Readonly<Record<string, number>>): Record<string, string> {
  const { bench: _, ...product } = byKind;
  return Object.fromEntries(Object.entries(product).map(([kind, ms]) => [kind, ms.toFixed(3)]));
}
