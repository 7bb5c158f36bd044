import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BoundedCache } from './bounded-cache.ts';

test('what is used all the time stays, however much comes and goes beside it', () => {
  const cache = new BoundedCache<string, number>(10);
  cache.set('zone', 1);
  for (let other = 0; other < 100; other += 1) {
    cache.set(`other ${other}`, other);
    expect(cache.get('zone')).toBe(1);
  }
});

test('it holds no more than it may, and never another value than the last that was set', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.array(fc.tuple(fc.nat(20), fc.nat())), (maxEntries, sets) => {
      const cache = new BoundedCache<number, number>(maxEntries);
      for (const [key, value] of sets) cache.set(key, value);
      const last = new Map(sets);
      const held = [...last].filter(([key, value]) => {
        const found = cache.get(key);
        expect([undefined, value]).toContain(found);
        return found !== undefined;
      });
      expect(held.length).toBeLessThanOrEqual(maxEntries);
    }),
  );
});
