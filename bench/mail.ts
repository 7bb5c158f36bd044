import { startBareSes } from './support/bare-ses.ts';
import type { Bench } from './support/bench.ts';
import { Contender, takeTurns } from './support/contender.ts';
import { Installation } from './support/installation.ts';
import { measureWork } from './support/measure-work.ts';
import { processorNote } from './support/processor-table.ts';
import { Ses } from './support/ses.ts';
import { median } from './support/statistics.ts';

const bareConcurrency = 20;

/** From the message to SES's acceptance, everything recorded; beside the bare SES client to the same endpoint. */
export const mail: Bench = {
  name: 'mail',
  summary: 'from the message to SES accepted, everything recorded; beside a bare loop of the SES client',
  async run({ resources, backend, repetitions, count, profile }) {
    const notifications = count ?? 4000;
    const ses = await Ses.start(resources);
    const installation = await Installation.start(resources, { backend, workload: 'email', sesUrl: ses.url, profile });
    const { folder } = installation;
    const bareSes = await startBareSes(resources, { sesUrl: ses.url, concurrency: bareConcurrency, folder });

    const product = new Contender('mail', async () => {
      const before = await ses.acceptedCount();
      const work = await measureWork(installation, { count: notifications });
      const accepted = (await ses.acceptedCount()) - before;
      if (accepted !== work.notifications) throw new Error(`${work.notifications} notifications, ${accepted} messages`);
      return work;
    });
    const bare = new Contender('bare SES client', () => bareSes(notifications));
    await takeTurns(repetitions, [product, bare]);

    const perSecond = median(product.measured.map((one) => one.perSecond));
    const barePerSecond = median(bare.measured.map((one) => one.perSecond));
    const bareMs = median(bare.measured.map((one) => one.processorMs));
    const ratio = perSecond / barePerSecond;
    return {
      table: [
        { what: 'message → SES accepted, recorded', 'per second': Math.round(perSecond), ratio: ratio.toFixed(2) },
        { what: 'bare SES client', 'per second': Math.round(barePerSecond), ratio: '' },
      ],
      notes: [
        processorNote('mail', product.measured),
        `bare SES client, ${bareConcurrency} at a time: ${bareMs.toFixed(3)} ms of processor time a message`,
      ],
      goals: [{ figure: 'of the bare SES client', value: ratio, least: 0.5, aim: 0.8 }],
      raw: { mail: product.measured, bare: bare.measured },
    };
  },
};
