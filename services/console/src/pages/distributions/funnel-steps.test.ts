import { expect, test } from 'vitest';
import { funnelSteps } from './funnel-steps.ts';

const funnel = {
  counted: 100,
  complete: true,
  sent: 80,
  delivered: 78,
  opened: 20,
  started: 30,
  finished: 24,
  byStatus: {},
};

test('each stage has its share of what was sent and its loss', () => {
  expect(funnelSteps(funnel)[1]).toEqual({ stage: 'delivered', count: 78, share: 0.975, lost: 2 });
});

test('a stage larger than the one before has lost nothing', () => {
  expect(funnelSteps(funnel)[3]).toMatchObject({ stage: 'started', lost: 0 });
});

test('nothing sent has no shares', () => {
  const empty = { ...funnel, sent: 0, delivered: 0, opened: 0, started: 0, finished: 0 };
  expect(funnelSteps(empty).map((step) => step.share)).toEqual([null, null, null, null, null]);
});
