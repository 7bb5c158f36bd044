import { expect, test } from 'vitest';
import type { KeptReport } from './kept-report.ts';
import { withFigures } from './performance-page.ts';

const bench = { name: 'mail', summary: 'how fast mail goes' };
const report: KeptReport = {
  ...bench,
  measuredAt: '2026-11-23T21:00:00.000Z',
  commit: 'abc1234',
  machine: '2 × a processor',
  versions: { node: 'v24.21.0', postgres: '18.4', redis: '7.0.15' },
  queues: 'redis',
  table: [{ what: 'mail', 'per second': 1234 }],
  notes: ['a note'],
  goals: [{ figure: 'of bare', value: 0.456, least: 0.5, aim: 0.8, met: false }],
};
const page = 'Head\n<!-- bench:goals -->\n<!-- /bench -->\n\n<!-- bench:mail -->\nold\n<!-- /bench -->\nFoot';

test('figures replace what stood in their place, and the text around stays', () => {
  const text = withFigures(page, [{ bench, report }]);
  expect(text).toContain('| mail | 1,234      |');
  expect(text).toContain('| [mail](#mail) | of bare | 0.46     | ≥ 0.5 (aim 0.8) | **no** |');
  expect(text).not.toContain('old');
  expect([text.slice(0, 5), text.slice(-5)]).toEqual(['Head\n', '\nFoot']);
});

test('writing the same figures again changes nothing', () => {
  const once = withFigures(page, [{ bench, report }]);
  expect(withFigures(once, [{ bench, report }])).toBe(once);
});

test('a benchmark without a measurement says how to measure it', () => {
  expect(withFigures(page, [{ bench, report: null }])).toContain('npm run bench -- mail');
});

test('a benchmark that the page has no place for is an error', () => {
  expect(() => withFigures('Head', [{ bench, report }])).toThrow('has no place');
});
