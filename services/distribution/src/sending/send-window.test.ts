import { newId } from '@canvass/database';
import { WorkspaceId } from '@canvass/domain';
import { expect, test } from 'vitest';
import { SendWindow } from './send-window.ts';

const fed = { lane: 'fed', workspaceId: newId(WorkspaceId) } as const;
const direct = { lane: 'direct', workspaceId: newId(WorkspaceId) } as const;

test('no more places are given out than the window has, whoever asks', async () => {
  const window = new SendWindow(16);
  expect(await window.acquire(10, fed)).toBe(10);
  expect(await window.acquire(10, fed)).toBe(6);
  const third = window.acquire(4, fed);
  window.release(1, 'fed');
  expect(await Promise.race([third, Promise.resolve('waits')])).toBe('waits');
  window.release(1, 'fed');
  expect(await third).toBe(2);
});

test('whoever waits for more is not overtaken by whoever wants less', async () => {
  const window = new SendWindow(8);
  await window.acquire(8, fed);
  const order: string[] = [];
  const large = window.acquire(8, fed).then(() => order.push('large'));
  const small = window.acquire(1, fed).then(() => order.push('small'));
  window.release(4, 'fed');
  window.release(4, 'fed');
  window.release(1, 'fed');
  await Promise.all([large, small]);
  expect(order).toEqual(['large', 'small']);
});

test('a job of the direct lane is served before those of the fed lane that wait already', async () => {
  const window = new SendWindow(8);
  await window.acquire(8, fed);
  const order: string[] = [];
  const waiting = [
    window.acquire(4, fed).then(() => order.push('fed')),
    window.acquire(1, direct).then(() => order.push('direct')),
    window.acquire(1, direct).then(() => order.push('direct, later')),
  ];
  for (let count = 0; count < 8; count += 1) window.release(1, 'fed');
  await Promise.all(waiting);
  expect(order).toEqual(['direct', 'direct, later', 'fed']);
});

test('while direct jobs come, the fed lane has an eighth of the places; a second later all of them again', async () => {
  let now = 0;
  const window = new SendWindow(16, () => now);
  await window.acquire(1, direct);
  expect(await window.acquire(16, fed)).toBe(2);
  const more = window.acquire(16, fed);
  window.release(1, 'direct');
  expect(await Promise.race([more, Promise.resolve('waits')])).toBe('waits');
  now += 1_000;
  window.release(1, 'fed');
  expect(await more).toBe(15);
});

test('whoever has no more patience gets no place, and those behind are served', async () => {
  const window = new SendWindow(8);
  await window.acquire(6, fed);
  const impatient = window.acquire(8, fed, { least: 8, patienceMs: 5 });
  const behind = window.acquire(1, fed);
  expect(await impatient).toBe(0);
  expect(await behind).toBe(1);
});

test('fewer places than are of use are not given out', async () => {
  const window = new SendWindow(8);
  await window.acquire(4, fed);
  const many = window.acquire(8, fed, { least: 6 });
  window.release(1, 'fed');
  expect(await Promise.race([many, Promise.resolve('waits')])).toBe('waits');
  window.release(1, 'fed');
  expect(await many).toBe(6);
});

test('direct jobs of the workspace that is fed itself take nothing from the fed lane', async () => {
  const window = new SendWindow(16);
  window.release(await window.acquire(1, fed), 'fed');
  await window.acquire(1, { ...direct, workspaceId: fed.workspaceId });
  expect(await window.acquire(16, fed)).toBe(15);
});
