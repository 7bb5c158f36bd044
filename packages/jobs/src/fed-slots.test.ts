import { newId } from '@canvass/database';
import { WorkspaceId } from '@canvass/domain';
import { beforeEach, expect, test } from 'vitest';
import { FedSlots } from './fed-slots.ts';

const [busy, quiet] = [newId(WorkspaceId), newId(WorkspaceId)];
let now = 0;
let worker = { concurrency: 8 };
let slots = new FedSlots(() => now);
beforeEach(() => {
  worker = { concurrency: 8 };
  slots = new FedSlots(() => now);
  slots.add(worker);
  slots.taken('fed', busy);
});

test('while another workspace has direct jobs, few fed ones run beside them', () => {
  slots.taken('direct', quiet);
  expect(worker.concurrency).toBe(2);
});

test('a second after the last direct job the fed ones have all slots again', () => {
  slots.taken('direct', quiet);
  now += 900;
  slots.adjust();
  expect(worker.concurrency).toBe(2);
  now += 200;
  slots.adjust();
  expect(worker.concurrency).toBe(8);
});

test('a workspace does not make way for itself', () => {
  slots.taken('direct', busy);
  expect(worker.concurrency).toBe(8);
});

test('a worker keeps at least one slot', () => {
  const small = { concurrency: 1 };
  slots.add(small);
  slots.taken('direct', quiet);
  expect(small.concurrency).toBe(1);
});
