import { expect, test } from 'vitest';
import { sampleEvent } from './sample-event.ts';

const field = (name: string, type: 'text' | 'number' | 'boolean' | 'multi-select', example: string | null) => ({
  ...{ name, type, example },
  firstSeenAt: null,
  lastSeenAt: null,
  silentSince: null,
});

test('the fields’ latest values become an event of their types, nested as they were', () => {
  const fields = [
    field('customer.email', 'text', 'ann@example.com'),
    field('customer.vip', 'boolean', 'true'),
    field('total', 'number', '49.90'),
    field('count', 'number', '3'),
    field('colours', 'multi-select', 'Red;Blue'),
    field('note', 'text', null),
  ];
  expect(sampleEvent({ fields, keyPointer: '/order/id' })).toEqual({
    order: { id: 'event-1001' },
    customer: { email: 'ann@example.com', vip: true },
    total: '49.90',
    count: 3,
    colours: ['Red', 'Blue'],
    note: null,
  });
});

test('where nothing is known there is an example all the same, with a key', () => {
  expect(sampleEvent({ fields: [], keyPointer: null })).toMatchObject({
    eventId: 'event-1001',
    customer: { email: 'ann@example.com' },
  });
});
