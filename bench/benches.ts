import { ingress } from './ingress.ts';
import { pipeline } from './pipeline.ts';
import type { Bench } from './support/bench.ts';

/** Every benchmark, in the order of the documentation. */
export const benches: readonly Bench[] = [ingress, pipeline];
