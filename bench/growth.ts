import type { Bench } from './support/bench.ts';
import { Installation } from './support/installation.ts';
import { loadHistory } from './support/load-history.ts';
import { processorNote } from './support/processor-table.ts';
import { sideBySide } from './support/side-by-side.ts';

const history = { contacts: 1_000_000, runs: 1_000_000, ledgerRows: 5_000_000 };

/** `pipeline` on a database with a history, beside the same on an empty one. */
export const growth: Bench = {
  name: 'growth',
  summary: 'pipeline with 1 M contacts, 1 M runs and 5 M ledger rows present; beside pipeline on an empty database',
  async run({ resources, backend, repetitions, count, profile }) {
    const work = { count: count ?? 5000 };
    const share = count === null ? 1 : 0.001; // a quick look
    const options = { backend, workload: 'contact', processes: { distribution: 0 }, profile } as const;
    const grown = await Installation.start(resources, options);
    const loadedFrom = performance.now();
    await loadHistory(grown, {
      contacts: history.contacts * share,
      runs: history.runs * share,
      ledgerRows: history.ledgerRows * share,
    });
    const loadSeconds = (performance.now() - loadedFrom) / 1000;
    const empty = await Installation.start(resources, options);
    const outcomes = await sideBySide(repetitions, [
      { name: 'with a history', installation: grown, work },
      { name: 'empty at first', installation: empty, work },
    ]);
    const [full, fresh] = outcomes;
    if (full === undefined || fresh === undefined) throw new Error('two databases are compared');
    const ratio = full.perSecond / fresh.perSecond;
    const { rows } = await grown.pool.query<{ size: string }>(
      'select pg_size_pretty(pg_database_size(current_database())) as size',
    );
    return {
      table: [
        { what: full.name, 'per second': Math.round(full.perSecond), ratio: ratio.toFixed(2) },
        { what: fresh.name, 'per second': Math.round(fresh.perSecond), ratio: '' },
      ],
      notes: [
        ...outcomes.map(({ name, measured }) => processorNote(name, measured)),
        `The history was loaded in ${Math.round(loadSeconds)} s; that database takes ${rows[0]?.size}`,
      ],
      goals: [{ figure: 'of an empty database', value: ratio, least: 0.8, aim: 0.95 }],
      raw: outcomes,
    };
  },
};
