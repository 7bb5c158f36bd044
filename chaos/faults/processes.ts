import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '@canvass/salesforce-simulator';
import type { ServiceProcess } from '../support/service-process.ts';
import { serviceNames } from '../support/services.ts';
import type { World } from '../support/world.ts';
import type { FaultKind } from './fault-kinds.ts';

const short = { lane: 'machines', leastMs: 500, mostMs: 1_500, restMs: 2_500 } as const;

function oneOf(world: World, random: Random, service?: string): ServiceProcess {
  const processes = world.services.filter((each) => service === undefined || each.service === service);
  const chosen = processes[random.below(processes.length)];
  if (chosen === undefined) throw new Error(`no process of ${service}`);
  return chosen;
}

async function kill(world: World, chosen: ServiceProcess, lastsMs: number): Promise<void> {
  world.log.note(`SIGKILL ${chosen.name}`);
  chosen.kill();
  await pause(lastsMs);
}

export const processFaults: readonly FaultKind[] = [
  ...serviceNames.map(
    (service): FaultKind => ({
      ...short,
      name: `kill ${service}`,
      inject: (world, lastsMs, random) => kill(world, oneOf(world, random, service), lastsMs),
    }),
  ),
  {
    ...short,
    name: 'kill all workers',
    async inject(world, lastsMs) {
      for (const service of world.services) if (service.service !== 'ingress') service.kill();
      await pause(lastsMs);
    },
  },
  {
    name: 'stop a process for 20 s',
    ...{ lane: 'machines', leastMs: 20_000, mostMs: 20_000, restMs: 1_000 },
    async inject(world, lastsMs, random) {
      const chosen = oneOf(world, random);
      world.log.note(`SIGSTOP ${chosen.name}`);
      chosen.signal('SIGSTOP');
      await pause(lastsMs);
      chosen.signal('SIGCONT');
    },
  },
  {
    name: 'rolling restart',
    ...{ lane: 'machines', leastMs: 8_000, mostMs: 10_000, restMs: 2_000 },
    async inject(world) {
      for (const number of ['1', '2']) {
        const half = world.services.filter(({ name }) => name.endsWith(number));
        await Promise.all(half.map((service) => service.stop()));
        for (const service of half) service.start();
        await Promise.all(half.map((service) => service.isReady(20_000)));
      }
    },
  },
];
