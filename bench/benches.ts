import { backlog } from './backlog.ts';
import { embedded } from './embedded.ts';
import { fairness } from './fairness.ts';
import { fleet } from './fleet.ts';
import { growth } from './growth.ts';
import { ingress } from './ingress.ts';
import { mail } from './mail.ts';
import { parse } from './parse.ts';
import { pipeline } from './pipeline.ts';
import { recovery } from './recovery.ts';
import { sends } from './sends.ts';
import type { Bench } from './support/bench.ts';

/** Every benchmark, in the order of the documentation. */
export const benches: readonly Bench[] = [
  ...[ingress, pipeline, mail, sends, growth, backlog, fairness],
  ...[recovery, embedded, parse, fleet],
];
