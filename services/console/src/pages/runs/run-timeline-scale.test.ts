import { expect, test } from 'vitest';
import { barOf, timelineEnd } from './run-timeline-scale.ts';

const at = (milliseconds: number) => new Date(Date.UTC(2026, 2, 2, 12) + milliseconds).toISOString();
const now = new Date(at(60_000));
type Timed = Parameters<typeof barOf>[1];
type Step = Parameters<typeof barOf>[0];

const done: Step = { startedAt: at(100), finishedAt: at(400) };
const open: Step = { startedAt: at(400), finishedAt: null };
const waiting: Step = { startedAt: null, finishedAt: null };
const finished: Timed = { receivedAt: at(0), finishedAt: at(1000), tasks: [done] };
const running: Timed = { receivedAt: at(0), finishedAt: null, tasks: [done, open] };

test('a bar lies where its step was in the run’s time', () => {
  expect(barOf(done, finished, now)).toEqual({ start: 0.1, length: 0.3, durationMs: 300 });
});

test('a step under way reaches to now', () => {
  expect(barOf(open, running, now)).toMatchObject({ durationMs: 59_600 });
});

test('a step that has not started has no bar', () => {
  expect(barOf(waiting, running, now)).toBeNull();
});

test('a run that ended at the moment it arrived still has a length', () => {
  expect(timelineEnd({ receivedAt: at(0), finishedAt: at(0), tasks: [] }, now)).toBeGreaterThan(Date.parse(at(0)));
});
