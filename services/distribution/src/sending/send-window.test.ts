import { expect, test } from 'vitest';
import { SendWindow } from './send-window.ts';

test('no more places are given out than the window has, whoever asks', async () => {
  const window = new SendWindow(16);
  expect(await window.acquire(10)).toBe(10);
  expect(await window.acquire(10)).toBe(6);
  const third = window.acquire(4);
  window.release(1);
  expect(await Promise.race([third, Promise.resolve('waits')])).toBe('waits');
  window.release(1);
  expect(await third).toBe(2);
});

test('whoever waits for more is not overtaken by whoever wants less', async () => {
  const window = new SendWindow(8);
  await window.acquire(8);
  const order: string[] = [];
  const large = window.acquire(8).then(() => order.push('large'));
  const small = window.acquire(1).then(() => order.push('small'));
  window.release(4);
  window.release(4);
  window.release(1);
  await Promise.all([large, small]);
  expect(order).toEqual(['large', 'small']);
});

test('a job of the direct lane is served before those of the fed lane that wait already', async () => {
  const window = new SendWindow(8);
  await window.acquire(8, 'fed');
  const order: string[] = [];
  const waiting = [
    window.acquire(4, 'fed').then(() => order.push('fed')),
    window.acquire(1, 'direct').then(() => order.push('direct')),
    window.acquire(1, 'direct').then(() => order.push('direct, later')),
  ];
  for (let count = 0; count < 8; count += 1) window.release(1);
  await Promise.all(waiting);
  expect(order).toEqual(['direct', 'direct, later', 'fed']);
});
