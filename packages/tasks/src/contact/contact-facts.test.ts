import { newId } from '@canvass/database';
import { ContactTask, NotificationId, RunId, TaskRunId, WorkflowId } from '@canvass/domain';
import type { ClaimedTask } from '@canvass/runs';
import { expect, test } from 'vitest';
import { toContactFacts } from './contact-facts.ts';

const receivedAt = new Date('2026-11-23T10:00:00Z');

function factsOf(
  step: Omit<Partial<typeof ContactTask._zod.input>, 'id' | 'type'>,
  event: Record<string, string | null>,
  more: Partial<ClaimedTask> = {},
) {
  const parsed = ContactTask.parse({
    id: 'person',
    type: 'contact',
    matchBy: ['email'],
    contact: { email: '{{ event.ContactEmail }}' },
    ...step,
  });
  const task: ClaimedTask = {
    taskRunId: newId(TaskRunId),
    runId: newId(RunId),
    notificationId: newId(NotificationId),
    workflowId: newId(WorkflowId),
    stepId: parsed.id,
    step: parsed,
    attempts: 1,
    firstFailedAt: null,
    event: { ContactEmail: 'mira@example.com', ...event },
    outputs: {},
    timeZone: 'UTC',
    defaultCountry: 'US',
    receivedAt,
    traceparent: '',
    ...more,
  };
  return toContactFacts(task, parsed);
}

test('piped text reads the event and the outputs of earlier steps', () => {
  const facts = factsOf(
    {
      contact: {
        email: '{{ event.ContactEmail }}',
        firstName: ' {{ event.First | default: "there" }} ',
        language: '{{ task.earlier.language }}',
      },
    },
    { First: null },
    { outputs: { earlier: { language: 'fr' } } },
  );
  expect(facts.values).toMatchObject({ email: 'mira@example.com', firstName: 'there', language: 'fr', lastName: null });
});

test('numbers are normalised with the workspace’s country', () => {
  const contact = { email: '{{ event.ContactEmail }}', phone: '{{ event.ContactPhone }}' };
  expect(factsOf({ contact }, { ContactPhone: '(212) 555-0123' }).values.phone).toBe('+12125550123');
  expect(factsOf({ contact }, { ContactPhone: '0905 123 456' }, { defaultCountry: 'SK' }).values.phone).toBe(
    '+421905123456',
  );
});

test('empty text is nothing said: in fields, embedded data and transaction fields', () => {
  const facts = factsOf(
    {
      contact: { email: '{{ event.ContactEmail }}', lastName: '{{ event.Last }}' },
      embeddedData: { Priority: '{{ event.Priority }}', Case: '{{ event.CaseNumber }}' },
      transaction: { name: 'Case', fields: { Owner: '{{ event.Owner }}', Case: '{{ event.CaseNumber }}' } },
    },
    { Last: '  ', Priority: null, Owner: '', CaseNumber: '00001026' },
  );
  expect(facts.values.lastName).toBeNull();
  expect(facts.embeddedData).toEqual({ Case: '00001026' });
  expect(facts.transaction?.fields).toEqual({ Case: '00001026' });
});

test.each([
  ['{{ event.ClosedDate }}', '2026-11-22T08:30:00.000Z', 'UTC', '2026-11-22T08:30:00.000Z'],
  ['{{ event.ClosedDate }}', '2026-11-22', 'Europe/Paris', '2026-11-21T23:00:00.000Z'],
])('a transaction’s date %s (%s in %s) is read as ISO 8601', (occurredAt, ClosedDate, timeZone, expected) => {
  const facts = factsOf({ transaction: { name: 'Case', occurredAt, fields: {} } }, { ClosedDate }, { timeZone });
  expect(facts.transaction?.occurredAt?.toISOString()).toBe(expected);
});

test('a transaction without a date of its own has that of the notification; an empty one has none', () => {
  expect(factsOf({ transaction: { name: 'Case', fields: {} } }, {}).transaction?.occurredAt).toEqual(receivedAt);
  const empty = factsOf(
    { transaction: { name: 'Case', occurredAt: '{{ event.ClosedDate }}', fields: {} } },
    { ClosedDate: null },
  );
  expect(empty.transaction?.occurredAt).toBeNull();
});

test.each([
  ['invalid-email', {}, { ContactEmail: 'mira@' }],
  ['invalid-phone', { contact: { email: '{{ event.ContactEmail }}', phone: '{{ event.Phone }}' } }, { Phone: '12' }],
  ['contact-unidentified', {}, { ContactEmail: null }],
  ['piped-text-failed', { contact: { email: '{{ event.ContactEmail', firstName: 'x' } }, {}],
  [
    'piped-text-failed',
    { contact: { email: '{{ event.ContactEmail }}', firstName: '{{ event.Long }}' } },
    { Long: 'x'.repeat(501) },
  ],
  ['piped-text-failed', { transaction: { name: 'Case', occurredAt: 'yesterday', fields: {} } }, {}],
])('the failure is %s for %j and %j', (code, step, event) => {
  expect(() => factsOf(step, event)).toThrow(expect.objectContaining({ name: 'PermanentError', code }));
});

test('a failure says nothing about the person', () => {
  const failure = (event: Record<string, string>) => {
    try {
      factsOf({}, event);
      return null;
    } catch (error) {
      return JSON.stringify(error) + String(error);
    }
  };
  expect(failure({ ContactEmail: 'secret-person@' })).not.toContain('secret-person');
});
