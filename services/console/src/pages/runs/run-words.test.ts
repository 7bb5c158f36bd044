import { expect, test } from 'vitest';
import type { Resource } from '../../api/client.ts';
import { en } from '../../i18n/en.ts';
import { runHeadline, skippedCondition, stepToShow } from './run-words.ts';

type Task = Resource<'TaskRun'>;

function aTask(facts: Partial<Task>): Task {
  return {
    id: 'task',
    stepId: 'step',
    name: null,
    type: 'contact',
    status: 'succeeded',
    attempts: 1,
    dueAt: null,
    output: null,
    error: null,
    startedAt: null,
    finishedAt: null,
    ...facts,
  };
}

const contactDone = aTask({ stepId: 'contact' });
const emailFailed = aTask({ stepId: 'email', type: 'email-survey', status: 'failed' });

test('a partial failure says what was done and what was not', () => {
  expect(runHeadline({ status: 'partially-failed', tasks: [contactDone, emailFailed] }, en)).toBe(
    'Partially failed: contact updated, e-mail not sent',
  );
});

test('steps that were not to be done are not told as undone', () => {
  const tasks = [contactDone, aTask({ type: 'sms-survey', status: 'skipped' })];
  expect(runHeadline({ status: 'succeeded', tasks }, en)).toBe('Succeeded: contact updated');
});

test('a run under way tells no outcome yet', () => {
  expect(runHeadline({ status: 'running', tasks: [contactDone] }, en)).toBe('Running');
});

test('a step of an unknown type is left out of the words', () => {
  expect(runHeadline({ status: 'succeeded', tasks: [aTask({ type: 'constructor' })] }, en)).toBe('Succeeded');
});

test('the step that failed is shown first, unless another was asked for', () => {
  expect(stepToShow([contactDone, emailFailed], undefined)).toBe(emailFailed);
  expect(stepToShow([contactDone, emailFailed], 'contact')).toBe(contactDone);
  expect(stepToShow([contactDone, emailFailed], 'gone')).toBe(emailFailed);
  expect(stepToShow([], undefined)).toBeNull();
});

test('a skipped run names its unmet condition', () => {
  expect(skippedCondition({ failed: 'IsClosed is true' })).toBe('IsClosed is true');
  expect(skippedCondition(null)).toBeNull();
});
