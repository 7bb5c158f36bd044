import { queueBackends } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { benches } from './benches.ts';
import { noProfile } from './support/profile.ts';
import { runBench } from './support/run-bench.ts';

/** What each does in a quick look. No figure is asserted: that is for a quiet machine. */
const looks = [
  ...queueBackends().map((backend) => ({ name: 'pipeline', backend, count: 100 })),
  ...queueBackends()
    .slice(-1)
    .flatMap((backend) => [
      { name: 'parse', backend, count: 100 },
      { name: 'ingress', backend, count: 1 },
      { name: 'mail', backend, count: 100 },
    ]),
];

test('every benchmark has a name of its own', () => {
  expect(new Set(benches.map(({ name }) => name)).size).toBe(benches.length);
});

test.each(looks)('$name on $backend measures something', { timeout: 120_000 }, async ({ name, backend, count }) => {
  const bench = benches.find((each) => each.name === name);
  if (bench === undefined) throw new Error(`there is no benchmark ${name}`);
  const { table, goals } = await runBench(bench, { backend, repetitions: 1, count, profile: noProfile });
  expect(table.length).toBeGreaterThan(0);
  expect(goals.filter(({ value }) => !Number.isFinite(value) || value <= 0)).toEqual([]);
});
