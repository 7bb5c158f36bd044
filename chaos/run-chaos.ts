import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FaultKind } from './faults/fault-kinds.ts';
import { type PlannedFault, planFaults } from './faults/fault-plan.ts';
import { injectPlan } from './faults/inject-plan.ts';
import { Load } from './load/load.ts';
import type { ChaosOptions } from './options.ts';
import type { Books, Violation } from './oracle/books.ts';
import { judge } from './oracle/judge.ts';
import { readDatabase } from './oracle/read-database.ts';
import { writeReport } from './report.ts';
import { settle } from './settle.ts';
import { FaultLog } from './support/fault-log.ts';
import { keepBooks } from './support/keep-books.ts';
import { startServices, startWorld } from './support/world.ts';

export interface ChaosRunOptions extends Omit<ChaosOptions, 'keep'> {
  readonly folder: string;
  readonly print: (line: string) => void;
  /** Where the services' sources are; the working copy unless said. */
  readonly sources?: URL;
  readonly kinds?: readonly FaultKind[];
}

export interface ChaosRun {
  readonly books: Books;
  readonly violations: readonly Violation[];
  readonly report: string;
  readonly plan: readonly PlannedFault[];
}

const settleWithinMs = 180_000;

/**
 * One run in `folder`, which must exist: starts everything, sends and injects for the time asked for, lets it settle, and
 * has the oracle compare the books. Whatever was started is ended with `resources`.
 */
export async function runChaos(options: ChaosRunOptions, resources: AsyncDisposableStack): Promise<ChaosRun> {
  const { backend, minutes, seed, rate, folder, print } = options;
  const log = new FaultLog(join(folder, 'faults.log'), print);
  const plan = planFaults({ ...options, durationMs: minutes * 60_000 });
  const world = await startWorld(resources, { ...options, log });
  await startServices(world.services);
  log.note(`seed ${seed} on ${backend}: ${plan.length} faults in ${minutes} minutes`);

  const startedAt = Date.now();
  const load = await Load.start(world, { seed, rate });
  await injectPlan(world, plan);
  const acknowledged = await load.stop(settleWithinMs);
  log.note(acknowledged ? 'all that was sent is acknowledged' : 'some of what was sent was never acknowledged');
  const { isIdle, sendingSince } = await settle(world, settleWithinMs);
  log.note(isIdle ? 'nothing is left to do' : 'something is left to do');

  const database = await readDatabase(world.databaseUrl);
  const books: Books = {
    sent: load.book,
    database: {
      ...database,
      deliveries: database.deliveries.map((row) => ({
        ...row,
        sendingSince: sendingSince.get(row.id) ?? row.sendingSince,
      })),
    },
    outboxes: { email: await world.providers.ses.outbox(), sms: await world.providers.twilio.outbox() },
    faults: log.records,
  };
  const violations = judge(books);
  await keepBooks(folder, books);
  const facts = {
    ...{ seed, backend, 'whole run, s': Math.round((Date.now() - startedAt) / 1000) },
    ...load.facts,
    'processes killed because SIGTERM did not end them': log.lines.filter(({ text }) => text.includes('did not end'))
      .length,
  };
  return { books, violations, plan, report: writeReport(books, violations, facts, log) };
}

/** The data of the servers is large and says no more than the books. */
export async function dropServerData(folder: string): Promise<void> {
  await rm(join(folder, 'postgres'), { recursive: true, force: true, maxRetries: 5 });
}
