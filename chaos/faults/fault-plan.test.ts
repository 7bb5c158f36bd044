import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { faultKinds } from './fault-kinds.ts';
import { planFaults } from './fault-plan.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const backends = ['redis', 'postgres'] as const;
const summary = (seed: number, minutes: number, backend: (typeof backends)[number]) =>
  planFaults({ seed, durationMs: minutes * 60_000, backend }).map(({ kind, ...rest }) => ({
    kind: kind.name,
    ...rest,
  }));

test('the same seed plans the same faults, and another one others', () => {
  expect(summary(7, 3, 'redis')).toEqual(summary(7, 3, 'redis'));
  expect(summary(7, 3, 'redis')).not.toEqual(summary(8, 3, 'redis'));
});

describe.each(backends)('on %s', (backend) => {
  const possible = faultKinds.filter(({ needsRedis }) => backend === 'redis' || !needsRedis);

  test('three minutes meet every kind of fault that there is', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const met = new Set(summary(seed, 3, backend).map(({ kind }) => kind));
        expect([...met].sort()).toEqual(possible.map(({ name }) => name).sort());
      }),
    );
  });

  test('no fault ends after the time, and a lane has one at a time', () => {
    fc.assert(
      fc.property(seeds, fc.double({ min: 0.3, max: 20, noNaN: true }), (seed, minutes) => {
        const plan = planFaults({ seed, durationMs: minutes * 60_000, backend });
        expect(plan.every(({ atMs, lastsMs }) => atMs + lastsMs <= minutes * 60_000)).toBe(true);
        for (const lane of Map.groupBy(plan, ({ kind }) => kind.lane).values()) {
          const overlapping = lane.filter(({ atMs }, index) => {
            const before = lane[index - 1];
            return before !== undefined && before.atMs + before.lastsMs > atMs;
          });
          expect(overlapping).toEqual([]);
        }
      }),
    );
  });
});
