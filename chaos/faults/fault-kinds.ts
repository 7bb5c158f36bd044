import type { Random } from '@canvass/salesforce-simulator';
import type { World } from '../support/world.ts';
import { clockFaults } from './clocks.ts';
import { connectionFaults } from './connections.ts';
import { processFaults } from './processes.ts';
import { providerFaults } from './providers.ts';
import { serverFaults } from './servers.ts';

export type Lane = 'machines' | 'network';

/** One way in which something breaks. */
export interface FaultKind {
  readonly name: string;
  readonly lane: Lane;
  readonly leastMs: number;
  readonly mostMs: number;
  /** Quiet time after it, at least. */
  readonly restMs: number;
  readonly needsRedis?: boolean;
  /** Breaks something, leaves it broken for this long, and mends it. */
  inject(world: World, lastsMs: number, random: Random): Promise<void>;
}

export const faultKinds: readonly FaultKind[] = [
  ...processFaults,
  ...serverFaults,
  ...clockFaults,
  ...connectionFaults,
  ...providerFaults,
];
