import type { Bench } from './support/bench.ts';
import { Contender, takeTurns } from './support/contender.ts';
import { Installation } from './support/installation.ts';
import { measureWork } from './support/measure-work.ts';
import { NoOpJobs } from './support/no-op-jobs.ts';
import { processorNote } from './support/processor-table.ts';
import { median } from './support/statistics.ts';

/**
 * From the message to contact, embedded data, transaction and list membership committed and the run finished; nothing is
 * sent. Beside it BullMQ alone, on the same Redis.
 */
export const pipeline: Bench = {
  name: 'pipeline',
  summary:
    'from the message to contact, embedded data and transaction committed, run finished; beside BullMQ no-op jobs',
  async run({ resources, backend, repetitions, count, profile }) {
    const notifications = count ?? 10_000;
    const installation = await Installation.start(resources, {
      ...{ backend, workload: 'contact', profile },
      processes: { distribution: 0 },
    });
    const { redis, folder } = installation;
    const jobs = redis === null ? null : await NoOpJobs.start(resources, redis, folder);
    const work = new Contender('pipeline', () => measureWork(installation, { count: notifications }));
    const noOps = jobs === null ? null : new Contender('no-op jobs', () => jobs.measure(notifications * 3));
    await takeTurns(repetitions, noOps === null ? [work] : [work, noOps]);

    const perSecond = median(work.measured.map((one) => one.perSecond));
    const jobsPerSecond = noOps === null ? null : median(noOps.measured);
    const ratio = jobsPerSecond === null ? null : perSecond / jobsPerSecond;
    return {
      table: [
        { what: 'message → run finished', 'per second': Math.round(perSecond), ratio: ratio?.toFixed(2) ?? '' },
        ...(jobsPerSecond === null
          ? []
          : [{ what: 'BullMQ no-op jobs', 'per second': Math.round(jobsPerSecond), ratio: '' }]),
      ],
      notes: [processorNote('pipeline', work.measured)],
      goals: [
        { figure: 'notifications/s', value: perSecond, least: 2000 },
        ...(ratio === null ? [] : [{ figure: 'of BullMQ no-op jobs/s', value: ratio, least: 0.1, aim: 0.2 }]),
      ],
      raw: { work: work.measured, noOps: noOps?.measured ?? [] },
    };
  },
};
