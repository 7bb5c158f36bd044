import { expect, test } from 'vitest';
import { sourceState } from './source-state.ts';

const earlier = '2026-03-02T12:00:00Z';
const later = '2026-03-02T12:05:00Z';

test('an event source without a message waits', () => {
  expect(sourceState({ status: 'waiting', lastMessageAt: null }, null)).toBe('waiting');
});

test('a message accepted after a rejection is healthy again', () => {
  expect(sourceState({ status: 'active', lastMessageAt: later }, earlier)).toBe('healthy');
});

test('a rejection after the last accepted message is told, even before the first message', () => {
  expect(sourceState({ status: 'active', lastMessageAt: earlier }, later)).toBe('rejecting');
  expect(sourceState({ status: 'waiting', lastMessageAt: null }, later)).toBe('rejecting');
});

test('disabled is told before everything else', () => {
  expect(sourceState({ status: 'disabled', lastMessageAt: earlier }, later)).toBe('disabled');
});
