import { PermanentError, TaskRunId, TransientError } from '@canvass/domain';
import { expect, test } from 'vitest';
import { outcomeOfFailure } from './outcome-of-failure.ts';

const now = new Date('2026-03-02T12:00:00Z');
const chance = { now, random: 0.5 };
const taskRunId = TaskRunId.parse('019ab7f2-0000-7000-8000-000000000001');
const task = { taskRunId, attempts: 1, firstFailedAt: null };

test('a permanent error fails the task with its code and detail', () => {
  const error = new PermanentError('invalid-email', { detail: 'no @' });
  expect(outcomeOfFailure(task, error, chance)).toEqual({
    taskRunId,
    kind: 'failed',
    failure: { code: 'invalid-email', detail: 'no @' },
  });
});

test('a transient error is tried again, not before the time that was asked for', () => {
  const error = new TransientError('provider-throttled', { retryAfterMs: 60_000 });
  expect(outcomeOfFailure(task, error, chance)).toEqual({
    taskRunId,
    kind: 'retry',
    failure: { code: 'provider-throttled', detail: null },
    dueAt: new Date('2026-03-02T12:01:02Z'),
  });
});

test('a transient error that has lasted for a day fails the task and tells the last cause', () => {
  const failing = { ...task, attempts: 90, firstFailedAt: new Date('2026-03-01T12:00:00Z') };
  expect(outcomeOfFailure(failing, new TransientError('provider-unavailable'), chance)).toEqual({
    taskRunId,
    kind: 'failed',
    failure: { code: 'retries-exhausted', detail: 'provider-unavailable' },
  });
});

test('an unforeseen error fails the task without its message, which may hold contents', () => {
  expect(outcomeOfFailure(task, new Error('ana@example.com is odd'), chance)).toEqual({
    taskRunId,
    kind: 'failed',
    failure: { code: 'task-crashed', detail: null },
  });
});
