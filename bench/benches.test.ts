import { queueBackends } from '@canvass/test-support';
import { describe, expect, test } from 'vitest';
import { benches } from './benches.ts';
import { runBench } from './support/run-bench.ts';

const minutes = 60_000;

/** What each does in a quick look. No figure is asserted: that is for a quiet machine. */
const counts = new Map([
  ['parse', 200],
  ['ingress', 1],
  ['pipeline', 200],
  ['mail', 200],
]);

test('every benchmark has a name of its own', () => {
  expect(new Set(benches.map(({ name }) => name)).size).toBe(benches.length);
});

describe.each(queueBackends())('on %s', (backend) => {
  test.each([...counts])('%s measures something', { timeout: 2 * minutes }, async (name, count) => {
    const bench = benches.find((each) => each.name === name);
    if (bench === undefined) throw new Error(`there is no benchmark ${name}`);
    const { table, goals } = await runBench(bench, { backend, repetitions: 1, count, cpuProf: null });
    expect(table.length).toBeGreaterThan(0);
    expect(goals.filter(({ value }) => !Number.isFinite(value) || value <= 0)).toEqual([]);
  });
});
