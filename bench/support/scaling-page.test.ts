import { expect, test } from 'vitest';
import { withPlan } from './scaling-page.ts';

const page = '<!-- bench:cost -->\n<!-- /bench -->\n<!-- bench:plan -->\n<!-- /bench -->\n';
const cost = { processorMs: { ingress: 0.6, postgres: 1.2, redis: 0.006 }, walBytes: 10_000, storedBytes: 12_000 };

test('a plan keeps two processes of each service and grows with the rate', () => {
  const rows = withPlan(page, cost)
    .split('\n')
    .filter((line) => /^\| 1/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const [, ten, , thousand] = [null, ...rows];
  // 1,000/s × 0.6 ms is 0.6 of a core, which is busy for 0.6 of the time: one process, of which two are kept.
  expect(ten?.slice(1, 4)).toEqual(['10', '2', '1']);
  expect(thousand?.slice(1, 6)).toEqual(['1,000', '2', '2', '1', '10']);
});

test('without a measurement the page says how to get one', () => {
  expect(withPlan(page, null)).toContain('npm run bench -- fleet');
});
