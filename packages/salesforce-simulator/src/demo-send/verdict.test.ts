import type { DeliveryStatus, RunStatus } from '@canvass/domain';
import { expect, test } from 'vitest';
import type { Delivery, Run } from './canvass-api.ts';
import { type ExpectedEnd, judge } from './verdict.ts';

const now = new Date('2026-11-23T10:00:00Z');
const entry = (acknowledgedAt: Date | null = now) => ({
  notificationId: '04l7Q0000000149QAA',
  recordId: '5007Q0000000MtNQAU',
  attempts: 1,
  firstAnsweredAt: acknowledgedAt,
  acknowledgedAt,
});
const task = (type: string, status: string, code: string | null = null) => ({
  type,
  status,
  output: null,
  error: code === null ? null : { code, sentence: `It is ${code}.` },
});
const aRun = (status: RunStatus, tasks = [task('contact', 'succeeded'), task('email-survey', 'succeeded')]): Run => ({
  id: 'run',
  status,
  recordId: '5007Q0000000MtNQAU',
  receivedAt: now,
  tasks,
});
const aDelivery = (status: DeliveryStatus): Delivery => ({
  id: 'delivery',
  runId: 'run',
  channel: 'email',
  status,
  error: null,
  createdAt: now,
  sentAt: null,
});
const stateOf = (
  runs: Run[],
  deliveries: Delivery[],
  expected: ExpectedEnd = 'message',
  acknowledgedAt: Date | null = now,
) => judge(entry(acknowledgedAt), expected, runs, () => deliveries).state;

test.each<[string, Run[], Delivery[]]>([
  ['its message is with the provider', [aRun('succeeded')], [aDelivery('sent')]],
  [
    'its message went out on a branch',
    [aRun('succeeded', [task('branch', 'succeeded'), task('sms-survey', 'succeeded')])],
    [aDelivery('sent')],
  ],
  ['its message was answered already', [aRun('succeeded')], [aDelivery('finished')]],
])('a notification has reached its end when %s', (_when, runs, deliveries) => {
  expect(stateOf(runs, deliveries)).toBe('reached');
});

test.each<[string, Run[], Delivery[]]>([
  ['there is no run', [], []],
  ['its run is running', [aRun('running')], [aDelivery('sent')]],
  ['its run waits', [aRun('waiting')], []],
  ['its delivery is queued', [aRun('succeeded')], [aDelivery('queued')]],
  ['its delivery is not seen', [aRun('succeeded')], []],
  ['one of two runs is open', [aRun('succeeded'), aRun('queued')], [aDelivery('sent')]],
])('a notification is still on the way when %s', (_when, runs, deliveries) => {
  expect(stateOf(runs, deliveries)).toBe('open');
});

test.each<[string, Run[], Delivery[]]>([
  ['its run failed', [aRun('failed', [task('contact', 'failed', 'invalid-email')])], []],
  ['its run failed in part', [aRun('partially-failed')], [aDelivery('sent')]],
  ['its run was skipped', [aRun('skipped', [])], []],
  ['its run sent nothing', [aRun('succeeded', [task('contact', 'succeeded')])], []],
  ['its message bounced', [aRun('succeeded')], [aDelivery('hard-bounce')]],
])('a closed case has missed its end when %s', (_when, runs, deliveries) => {
  expect(stateOf(runs, deliveries)).toBe('missed');
});

test('a notification that was never acknowledged is open, even if its message went out', () => {
  expect(stateOf([aRun('succeeded')], [aDelivery('sent')], 'message', null)).toBe('open');
});

test('for a message file, a run skipped by its conditions or without a survey is an end', () => {
  expect(stateOf([aRun('skipped', [])], [], 'any')).toBe('reached');
  expect(stateOf([aRun('succeeded', [task('contact', 'succeeded')])], [], 'any')).toBe('reached');
  expect(stateOf([aRun('failed')], [], 'any')).toBe('missed');
});

test('a missed end says why in the words of the failed task', () => {
  const verdict = judge(entry(), 'message', [aRun('failed', [task('contact', 'failed', 'invalid-email')])], () => []);
  expect(verdict).toEqual({ state: 'missed', reason: 'run failed: It is invalid-email.' });
});
