import { expect, test } from 'vitest';
import { subjectOf, testEventType, webhookData, webhookEventTypes, webhookExample } from './webhook-events.ts';

test.each([...webhookEventTypes, testEventType] as const)(
  'the example of %s is what its schema says, whole',
  (type) => {
    const { data } = webhookExample(type);
    expect(webhookData[subjectOf(type)].strict().parse(data)).toEqual(data);
  },
);

test('an address is in events about the address, and in no other', () => {
  const withAddress = webhookEventTypes.filter((type) => JSON.stringify(webhookExample(type)).includes('@'));
  expect(withAddress).toEqual(['delivery.hard-bounce', 'delivery.opted-out', 'delivery.complaint']);
});
