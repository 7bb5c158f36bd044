import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endWait, scheduleWait, type WaitFacts } from './wait.ts';
import { WaitStep } from './workflow-definition.ts';

const wait = (until: unknown, values: Record<string, unknown> = {}) =>
  WaitStep.parse({ id: 'w', type: 'wait', until, ...values });
const facts = (values: Partial<WaitFacts> = {}): WaitFacts => ({
  startedAt: new Date('2026-03-27T08:00:00Z'),
  event: { CloseDate: '2026-03-31', At: '2026-03-31T14:30:00Z', Words: 'soon', Empty: null, Far: '2036-01-01' },
  steps: { invite: { invitationId: 'i' }, refused: {} },
  timeZone: 'Europe/Bratislava',
  ...values,
});
const answered = (step: string) => ({ kind: 'answered', step, atMost: { amount: 7, unit: 'days' } });
const date = (field: string, values: Record<string, unknown> = {}) => ({
  ...{ kind: 'date', date: `{{ event.${field} }}` },
  ...values,
});
const before = (amount: number, unit = 'days') => ({ offset: { direction: 'before', amount, unit } });

test.each([
  // clocks go forward in Bratislava on 29 March 2026
  ['three days keep the wall-clock time', { kind: 'duration', amount: 3, unit: 'days' }, '2026-03-30T07:00:00.000Z'],
  ['72 hours are 72 hours', { kind: 'duration', amount: 72, unit: 'hours' }, '2026-03-30T08:00:00.000Z'],
  ['a week is seven days', { kind: 'duration', amount: 1, unit: 'weeks' }, '2026-04-03T07:00:00.000Z'],
  ['a date begins with its day in the zone', date('CloseDate'), '2026-03-30T22:00:00.000Z'],
  ['a date minus two days', date('CloseDate', before(2)), '2026-03-28T23:00:00.000Z'],
  ['a time of that day', date('CloseDate', { time: '09:00' }), '2026-03-31T07:00:00.000Z'],
  ['a time of the day before it', date('CloseDate', { time: '09:00', ...before(3) }), '2026-03-28T08:00:00.000Z'],
  ['a date-time is an instant', date('At', before(90, 'minutes')), '2026-03-31T13:00:00.000Z'],
  ['a date that has passed', date('CloseDate', before(90)), '2025-12-30T23:00:00.000Z'],
  ['an answer, at most', answered('invite'), '2026-04-03T07:00:00.000Z'],
  ['an answer to nothing is not waited for', answered('refused'), '2026-03-27T08:00:00.000Z'],
])('%s', (_, until, at) => {
  expect(scheduleWait(wait(until), facts())).toEqual({ kind: 'until', at: new Date(at) });
});

test.each([
  ['Empty', 'wait-date-missing'],
  ['Words', 'wait-date-unreadable'],
  ['Far', 'wait-too-long'],
])('a date of %s cannot be waited for', (field, code) => {
  expect(scheduleWait(wait(date(field)), facts())).toEqual({ kind: 'failed', failure: { code, detail: null } });
});

test('a time that the clocks skip is an hour later; of one that comes twice the first is meant', () => {
  const at = (day: string, time: string) => scheduleWait(wait(date('Day', { time })), facts({ event: { Day: day } }));
  expect(at('2026-03-29', '02:30')).toEqual({ kind: 'until', at: new Date('2026-03-29T01:30:00Z') });
  expect(at('2026-10-25', '02:30')).toEqual({ kind: 'until', at: new Date('2026-10-25T00:30:00Z') });
});

test('whatever the zone and the season, days keep the wall-clock time but where the clocks skip it, and no wait ends before it begins', () => {
  const zones = fc.constantFrom(
    'Europe/Bratislava',
    'America/Sao_Paulo',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  );
  const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
  const clock = (at: Date, timeZone: string) =>
    at.toLocaleTimeString('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' });
  fc.assert(
    fc.property(zones, instants, fc.integer({ min: 1, max: 365 }), (timeZone, startedAt, amount) => {
      const schedule = scheduleWait(wait({ kind: 'duration', amount, unit: 'days' }), facts({ startedAt, timeZone }));
      if (schedule.kind !== 'until') throw new Error('it can be begun');
      expect(schedule.at.getTime()).toBeGreaterThan(startedAt.getTime());
      const hoursOff = (schedule.at.getTime() - startedAt.getTime()) / 3_600_000 - amount * 24;
      expect(Math.abs(hoursOff)).toBeLessThan(1.001);
      const kept = clock(schedule.at, timeZone) === clock(startedAt, timeZone);
      if (!kept) expect(hoursOff).toBeCloseTo(0, 3); // the clocks skip it on that day
    }),
  );
});

const group = (left: unknown, value: string) => ({
  ...{ kind: 'group' as const, match: 'all' as const },
  conditions: [{ kind: 'comparison', operator: 'equals', left, value }],
});
const closed = WaitStep.shape.goOnIf.parse(group({ from: 'event', field: 'Status' }, 'Closed')) ?? null;
const now = new Date('2026-04-01T00:00:00Z');
const present = { event: { Status: 'Closed' }, steps: {}, fieldTypes: new Map(), now, timeZone: 'UTC' };
const receivedAt = new Date('2026-03-30T00:00:00Z');
const reopened = { fields: { Status: 'Open' }, receivedAt };
const step = (values: Record<string, unknown> = {}) => wait({ kind: 'duration', amount: 3, unit: 'days' }, values);

test('the workflow’s conditions are looked at again only where a newer notification came, and only where the step says so', () => {
  const end = (later: typeof reopened | null, values: Record<string, unknown> = {}) =>
    endWait({ conditions: closed }, step(values), 'time-over', { ...present, later });
  expect(end(null)).toMatchObject({ outcome: 'time-over', wentOn: true });
  expect(end(reopened)).toMatchObject({ wentOn: false, because: expect.stringContaining('Status is “Open”') });
  expect(end(reopened, { recheck: false })).toMatchObject({ wentOn: true });
  expect(end({ fields: { Status: 'Closed' }, receivedAt })).toMatchObject({ wentOn: true });
});

test('a wait’s own conditions read the event, the newest notification and the contact as they are', () => {
  const end = (left: unknown, value: string, later: typeof reopened | null = null) =>
    endWait({ conditions: null }, step({ goOnIf: group(left, value) }), 'answered', {
      ...{ ...present, later },
      contact: { 'embeddedData.Tier': 'Gold', emailOptedOut: 'false' },
    }).wentOn;
  expect(end({ from: 'latest', field: 'Status' }, 'Open')).toBe(false);
  expect(end({ from: 'latest', field: 'Status' }, 'Open', reopened)).toBe(true);
  expect(end({ from: 'event', field: 'Status' }, 'Closed', reopened)).toBe(true);
  expect(end({ from: 'contact', field: 'embeddedData.Tier' }, 'Gold')).toBe(true);
  expect(end({ from: 'contact', field: 'emailOptedOut' }, 'false')).toBe(true);
  expect(end({ from: 'contact', field: 'email' }, 'a@b.example')).toBe(false);
});
