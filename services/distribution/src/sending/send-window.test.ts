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
