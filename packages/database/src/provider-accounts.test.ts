import { createTestDatabase, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  claimLimitsRefresh,
  closeBreaker,
  ensureProviderAccount,
  leaseSlots,
  openBreaker,
  saveAccountLimits,
} from './provider-accounts.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

async function anAccount(key: string, rate: number | null, quotaLeft: number | null = null) {
  await ensureProviderAccount(database.pool, key);
  await saveAccountLimits(database.pool, key, { rate, quotaLeft });
  return key;
}
const lease = (key: string, wanted: number) => leaseSlots(database.pool, key, wanted);

test('an account without limits gives what is asked', async () => {
  expect(await lease(await anAccount('free', null), 70)).toMatchObject({ slots: 70, reason: null });
});

test('many who ask at once never get more together than rate and burst allow', async () => {
  const key = await anAccount('shared', 100);
  const startedAt = performance.now();
  let leased = 0;
  const ask = async () => {
    while (performance.now() - startedAt < 1_500) {
      const { slots } = await lease(key, 7);
      leased += slots;
    }
  };
  await Promise.all([ask(), ask(), ask(), ask(), ask()]);
  const seconds = (performance.now() - startedAt) / 1000;
  expect(leased).toBeLessThanOrEqual(100 * seconds + 20);
  expect(leased).toBeGreaterThan(100);
});

test('who gets nothing is told when to ask again', async () => {
  const key = await anAccount('slow', 1);
  await lease(key, 10);
  const answer = await lease(key, 10);
  expect(answer).toMatchObject({ slots: 0, reason: 'rate' });
  expect(answer.waitMs).toBeGreaterThan(500);
  expect(answer.waitMs).toBeLessThanOrEqual(1_200);
});

test('no more is leased than the quota has left, whoever asks, until the provider tells of more', async () => {
  const key = await anAccount('daily', null, 10);
  const answers = await Promise.all(Array.from({ length: 6 }, () => lease(key, 4)));
  expect(answers.reduce((sum, each) => sum + each.slots, 0)).toBe(10);
  expect(await lease(key, 1)).toMatchObject({ slots: 0, reason: 'quota' });
  await saveAccountLimits(database.pool, key, { rate: null, quotaLeft: 5 });
  expect(await lease(key, 1)).toMatchObject({ slots: 1 });
});

test('an open breaker gives nothing, then one trial to one process, and all once it is closed', async () => {
  const key = await anAccount('broken', null);
  const open = (delayMs: number, trial = false) =>
    openBreaker(database.pool, key, { delayMs, maxDelayMs: 60_000, trial });
  expect(await Promise.all([open(60_000), open(60_000)])).toEqual(expect.arrayContaining([true, false]));
  expect(await lease(key, 5)).toMatchObject({ slots: 0, reason: 'open' });
  await database.pool.query(`update provider_accounts set open_until = now() where key = $1`, [key]);
  const tries = await Promise.all([lease(key, 5), lease(key, 5), lease(key, 5)]);
  expect(tries.map((each) => each.slots).toSorted()).toEqual([0, 0, 1]);
  expect(tries.filter((each) => each.trial)).toHaveLength(1);
  expect(await closeBreaker(database.pool, key)).toBe(true);
  expect(await lease(key, 5)).toMatchObject({ slots: 5, trial: false });
});

test('a trial that fails opens the breaker for longer', async () => {
  const key = await anAccount('still-broken', null);
  const open = (trial: boolean) => openBreaker(database.pool, key, { delayMs: 1_000, maxDelayMs: 3_000, trial });
  const openForMs = async () => (await lease(key, 1)).waitMs;
  await open(false);
  expect(await openForMs()).toBeLessThanOrEqual(1_000);
  await open(true);
  expect(await openForMs()).toBeGreaterThan(1_000);
  await open(true);
  await open(true);
  expect(await openForMs()).toBeLessThanOrEqual(3_000);
});

test('a quota that a refusal shows to be used up holds everything back, with one trial though the provider tells of more', async () => {
  const key = await anAccount('used-up', null, 500);
  await openBreaker(database.pool, key, { delayMs: 60_000, maxDelayMs: 60_000, trial: false, quotaUsedUp: true });
  expect(await lease(key, 5)).toMatchObject({ slots: 0, reason: 'quota' });
  await saveAccountLimits(database.pool, key, { rate: null, quotaLeft: 500 });
  expect(await lease(key, 5)).toMatchObject({ slots: 0, reason: 'open' });
  await database.pool.query(`update provider_accounts set open_until = now() where key = $1`, [key]);
  expect(await lease(key, 5)).toMatchObject({ slots: 1, trial: true });
});

test('one process at a time asks for the limits', async () => {
  const key = await anAccount('asked', null);
  const claims = await Promise.all([1, 2, 3].map(() => claimLimitsRefresh(database.pool, key, 60_000)));
  expect(claims.filter(Boolean)).toHaveLength(1);
});
