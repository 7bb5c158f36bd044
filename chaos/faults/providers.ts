import { setTimeout as pause } from 'node:timers/promises';
import type { ProviderName } from '../support/world.ts';
import type { FaultKind } from './fault-kinds.ts';

const providerNames = ['ses', 'twilio'] as const satisfies readonly ProviderName[];
const moods = {
  'answers 429': 'throttle',
  'answers 500': 'error',
  'begins an answer that never ends': 'hang',
  'takes messages and loses the answers': 'accept-then-drop',
} as const;

export const providerFaults: readonly FaultKind[] = providerNames.flatMap((name) =>
  Object.entries(moods).map(
    ([how, kind]): FaultKind => ({
      ...{ lane: 'network', leastMs: 2_000, mostMs: 4_000, restMs: 800 },
      name: `${name} ${how}`,
      async inject({ providers }, lastsMs, random) {
        await providers[name].setMood({ kind, share: random.pick([0.3, 0.6, 1]) });
        await pause(lastsMs);
        await providers[name].setMood({ kind: 'normal', share: 0 });
      },
    }),
  ),
);
