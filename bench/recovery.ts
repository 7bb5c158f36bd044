import type { Bench } from './support/bench.ts';
import { Contender, takeTurns } from './support/contender.ts';
import { Installation } from './support/installation.ts';
import { measureRecovery } from './support/measure-recovery.ts';
import { median } from './support/statistics.ts';

/** Every process is killed at once with 10,000 notifications in flight: PostgreSQL, Redis (empty afterwards), services. */
export const recovery: Bench = {
  name: 'recovery',
  summary: 'time from killing every process with 10,000 notifications in flight to the steady rate again',
  async run({ resources, backend, repetitions, count }) {
    const processes = { distribution: 0 };
    const installation = await Installation.start(resources, { backend, workload: 'contact', processes });
    const inFlight = count ?? 10_000;
    const killed = new Contender('kill', () => measureRecovery(installation, inFlight));
    await takeTurns(repetitions, [killed], { warmUp: false });
    const steady = median(killed.measured.map((one) => one.steadyAfterSeconds));
    return {
      table: killed.measured.map((one, index) => ({
        kill: index + 1,
        'in flight': one.inFlight,
        'per second before': Math.round(one.perSecondBefore),
        'servers up after s': one.serversAfterSeconds.toFixed(1),
        'services ready after s': one.readyAfterSeconds.toFixed(1),
        'steady after s': one.steadyAfterSeconds.toFixed(1),
        'all done after s': one.doneAfterSeconds.toFixed(1),
        lost: one.lost,
      })),
      notes: [
        'Killed: PostgreSQL, Redis without persistence, every service. Steady: a second with 0.8 of the rate before the kill',
      ],
      goals: [
        { figure: 'steady again, median', value: steady, most: 15, unit: ' s' },
        { figure: 'lost', value: Math.max(...killed.measured.map(({ lost }) => lost)), most: 0 },
      ],
      raw: killed.measured,
    };
  },
};
