import type { Bench } from './support/bench.ts';
import { Installation } from './support/installation.ts';
import { processorNote } from './support/processor-table.ts';
import { sideBySide } from './support/side-by-side.ts';

/** `pipeline` with the queues in PostgreSQL, as `npm start` has them, beside the same with Redis. */
export const embedded: Bench = {
  name: 'embedded',
  summary: 'pipeline with the queues in PostgreSQL; beside pipeline with Redis',
  async run({ resources, repetitions, count, profile }) {
    const work = { count: count ?? 6000 };
    const processes = { distribution: 0 };
    const start = (backend: 'redis' | 'postgres') =>
      Installation.start(resources, { backend, workload: 'contact', processes, profile });
    const outcomes = await sideBySide(repetitions, [
      { name: 'queues in PostgreSQL', installation: await start('postgres'), work },
      { name: 'queues in Redis', installation: await start('redis'), work },
    ]);
    const [postgres, redis] = outcomes;
    if (postgres === undefined || redis === undefined) throw new Error('two backends are compared');
    const ratio = postgres.perSecond / redis.perSecond;
    return {
      table: [
        { what: postgres.name, 'per second': Math.round(postgres.perSecond), ratio: ratio.toFixed(2) },
        { what: redis.name, 'per second': Math.round(redis.perSecond), ratio: '' },
      ],
      notes: outcomes.map(({ name, measured }) => processorNote(name, measured)),
      goals: [{ figure: 'of pipeline with Redis', value: ratio, least: 0.5 }],
      raw: outcomes,
    };
  },
};
