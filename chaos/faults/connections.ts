import { setTimeout as pause } from 'node:timers/promises';
import type { TcpProxy } from '@canvass/test-support';
import type { LinkName } from '../support/world.ts';
import type { FaultKind } from './fault-kinds.ts';

const short = { lane: 'network', leastMs: 1_500, mostMs: 3_500, restMs: 800 } as const;
const linkNames = ['redis', 'postgres', 'ses', 'twilio'] as const satisfies readonly LinkName[];

const spoilings: Readonly<Record<string, (link: TcpProxy, lastsMs: number) => Promise<void>>> = {
  async cut(link, lastsMs) {
    for (let times = 0; times < 4; times += 1) {
      link.cut();
      await pause(lastsMs / 4);
    }
  },
  async refused(link, lastsMs) {
    link.traffic = { kind: 'refuse' };
    link.cut();
    await pause(lastsMs);
  },
  async delayed(link, lastsMs) {
    link.traffic = { kind: 'delay', delayMs: 150 };
    await pause(lastsMs);
  },
  async 'half-closed'(link, lastsMs) {
    for (let times = 0; times < 4; times += 1) {
      link.halfClose();
      await pause(lastsMs / 4);
    }
  },
  async stalled(link, lastsMs) {
    link.traffic = { kind: 'stall' };
    await pause(lastsMs);
  },
};

export const connectionFaults: readonly FaultKind[] = linkNames.flatMap((name) =>
  Object.entries(spoilings).map(
    ([how, spoil]): FaultKind => ({
      ...short,
      name: `connections to ${name} ${how}`,
      needsRedis: name === 'redis',
      async inject({ links }, lastsMs) {
        try {
          await spoil(links[name], lastsMs);
        } finally {
          links[name].traffic = { kind: 'pass' };
        }
      },
    }),
  ),
);
