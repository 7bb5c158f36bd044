import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advanceDelivery, type DeliveryEventType, deliveryEventTypes } from './delivery-status.ts';
import { type DeliveryStatus, deliveryStatuses } from './statuses.ts';

const someStatus = fc.constantFrom(...deliveryStatuses);
const someEvents = fc.array(fc.constantFrom(...deliveryEventTypes), { maxLength: 12 });
const after = (status: DeliveryStatus, events: readonly DeliveryEventType[]) => events.reduce(advanceDelivery, status);

test('the order and the repetition of events do not change where a delivery ends', () => {
  const shuffledTwice = someEvents.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2, maxLength: events.length * 2 }),
    ),
  );
  fc.assert(
    fc.property(someStatus, shuffledTwice, (status, [events, shuffled]) => {
      expect(after(status, shuffled)).toBe(after(status, events));
    }),
  );
});

test('a status that was left is never come back to', () => {
  fc.assert(
    fc.property(someStatus, someEvents, (start, events) => {
      const left = new Set<DeliveryStatus>();
      let current = start;
      for (const event of events) {
        const next = advanceDelivery(current, event);
        if (next !== current) left.add(current);
        expect(left.has(next)).toBe(false);
        current = next;
      }
    }),
  );
});

test('nothing that a message does afterwards hides that it bounced, failed or drew a complaint', () => {
  const messageEvents: DeliveryEventType[] = ['sent', 'soft-bounce', 'delivered', 'opened', 'clicked', 'delayed'];
  for (const terminal of ['hard-bounce', 'failed', 'complaint', 'opted-out'] as const) {
    expect(after('sent', [terminal, ...messageEvents])).toBe(terminal);
    expect(after('sent', [...messageEvents, terminal])).toBe(terminal);
  }
});

test('a finished survey stays finished whatever providers report', () => {
  fc.assert(fc.property(someEvents, (events) => after('finished', events) === 'finished'));
});

test('a delivery of which nobody knows whether it was sent is resolved by the provider', () => {
  expect(advanceDelivery('unknown', 'delivered')).toBe('delivered');
  expect(advanceDelivery('unknown', 'queued')).toBe('unknown');
});

test('a deferral moves nothing', () => {
  for (const status of deliveryStatuses) expect(advanceDelivery(status, 'deferred')).toBe(status);
});
