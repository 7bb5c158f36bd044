import { setTimeout as pause } from 'node:timers/promises';
import { Random } from '@canvass/salesforce-simulator';
import type { World } from '../support/world.ts';
import type { PlannedFault } from './fault-plan.ts';

/** Injects the faults of a plan, each lane one after the other; one that cannot be injected is noted and fails the run. */
export async function injectPlan(world: World, plan: readonly PlannedFault[]): Promise<void> {
  const startedAt = Date.now();
  await Promise.all(
    [...Map.groupBy(plan, ({ kind }) => kind.lane).values()].map(async (lane) => {
      for (const { kind, atMs, lastsMs, seed } of lane) {
        await pause(Math.max(0, startedAt + atMs - Date.now()));
        await world.log.during(kind.name, () => kind.inject(world, lastsMs, new Random(seed)));
      }
    }),
  );
}
