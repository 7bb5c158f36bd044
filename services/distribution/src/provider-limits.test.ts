import { createLogger } from '@canvass/platform';
import { eventually, queueBackends, type SesStandIn, startSesStandIn } from '@canvass/test-support';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { AccountLimits } from './sending/account-limits.ts';
import { type DistributionWorld, sesAt, startDistributionWorld } from './testing/distribution-world.ts';

const log = createLogger('test', 'silent');

describe.each(queueBackends())('a provider account with limits on %s', (backend) => {
  let world: DistributionWorld;
  let ses: SesStandIn;
  beforeAll(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    world = await startDistributionWorld(backend);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  beforeEach(async () => {
    await world.pool.query('delete from provider_accounts');
  });

  /** A worker process's share: its own connections and its own idea of the limits, in front of the same account. */
  async function aSender(resources: AsyncDisposableStack, told?: number) {
    const email = resources.use(sesAt(ses.url));
    const read = async () => {
      const quota = await email.readQuota?.();
      return { rate: quota?.maxSendRate ?? null, quotaLeft: told ?? quota?.left ?? null };
    };
    const limits = await AccountLimits.start({ pool: world.pool, log, key: 'ses:test', read });
    resources.use(world.startWorker(email, limits));
  }

  const statuses = async () => {
    const { rows } = await world.pool.query<{ status: string; code: string | null; count: number }>(
      `select status, error ->> 'code' as code, count(*)::integer as count from deliveries
        where status <> 'skipped' group by 1, 2`,
    );
    return rows;
  };
  const acceptedOnce = () => new Set(ses.accepted().map((each) => each.deliveryId)).size;
  const people = (count: number) => world.toEmail(Array.from({ length: count }, () => ({})));
  const forget = () => world.pool.query(`update deliveries set status = 'skipped'`);

  test('two workers together keep to the rate, and every message goes out once', async () => {
    await using resources = new AsyncDisposableStack();
    ses = resources.use(
      await startSesStandIn({ quota: { maxSendRate: 50, max24HourSend: 10_000, sentLast24Hours: 0 } }),
    );
    await aSender(resources);
    await aSender(resources);
    const asked = await people(120);
    await world.offer(asked.slice(0, 60));
    await world.offer(asked.slice(60));
    await eventually(async () => ses.accepted().length >= 120, 20_000);
    expect(ses.counts()).toMatchObject({ accepted: 120, throttled: 0 });
    expect(acceptedOnce()).toBe(120);
    const [first, last] = [ses.accepted()[0]?.at ?? 0, ses.accepted().at(-1)?.at ?? 0];
    expect(120 - 10).toBeLessThanOrEqual(((last - first) / 1000 + 0.25) * 50);
    await forget();
  });

  test('a provider that throttles every third message gets each accepted once in the end', async () => {
    await using resources = new AsyncDisposableStack();
    ses = resources.use(await startSesStandIn());
    ses.setMood({ kind: 'throttle', share: 0.3 });
    await aSender(resources);
    await world.offer(await people(60));
    await eventually(async () => {
      await world.feedWaiting();
      return (await statuses()).every((each) => each.status === 'sent') && ses.accepted().length > 0;
    }, 20_000);
    expect(ses.counts().throttled).toBeGreaterThan(0);
    expect([ses.accepted().length, acceptedOnce()]).toEqual([60, 60]);
    await forget();
  });

  test('a dead provider is left alone with a reason to see, and all go out once when it is back', async () => {
    await using resources = new AsyncDisposableStack();
    ses = resources.use(await startSesStandIn());
    ses.setMood({ kind: 'error', share: 1 });
    await aSender(resources);
    await world.offer(await people(100));
    await eventually(async () => {
      await world.feedWaiting();
      const now = await statuses();
      return now.some((each) => each.code === 'provider-resting') && now.every((each) => each.status === 'queued');
    }, 20_000);
    await world.pool.query(`update provider_accounts set open_until = now() + interval '1 minute'`); // no trial meanwhile
    const burnt = ses.counts().errors;
    await world.feedWaiting();
    await eventually(async () => (await statuses()).every((each) => each.code === 'provider-resting'));
    expect(ses.counts().errors).toBe(burnt);
    ses.setMood({ kind: 'normal', share: 1 });
    await world.pool.query('update provider_accounts set open_until = now()');
    await eventually(async () => {
      await world.feedWaiting();
      return (await statuses()).every((each) => each.status === 'sent');
    }, 20_000);
    expect([ses.accepted().length, acceptedOnce()]).toEqual([100, 100]);
    await forget();
  });

  test('what the quota of 24 hours has no room for waits with a reason to see', async () => {
    await using resources = new AsyncDisposableStack();
    ses = resources.use(
      await startSesStandIn({ quota: { maxSendRate: 1_000, max24HourSend: 30, sentLast24Hours: 10 } }),
    );
    await aSender(resources);
    await world.offer(await people(25));
    await eventually(async () => (await statuses()).some((each) => each.code === 'provider-quota-reached'));
    await eventually(async () => ses.accepted().length === 20);
    expect(ses.counts().throttled).toBe(0);
    expect(await statuses()).toContainEqual({ status: 'queued', code: 'provider-quota-reached', count: 5 });
    await forget();
  });

  test('a quota that is used up before the provider shows it rests the account, and burns no attempt of what waits', async () => {
    await using resources = new AsyncDisposableStack();
    ses = resources.use(
      await startSesStandIn({ quota: { maxSendRate: 1_000, max24HourSend: 10, sentLast24Hours: 0 } }),
    );
    await aSender(resources, 5_000);
    await world.offer(await people(30));
    await eventually(async () => ses.counts().throttled + ses.counts().accepted === 30);
    const burnt = ses.counts().throttled;
    expect(burnt).toBe(20);
    await world.offer(await people(30));
    await eventually(async () => (await statuses()).some((each) => each.status === 'queued' && each.count === 50));
    await eventually(async () => (await statuses()).every((each) => each.code !== null || each.status === 'sent'));
    expect(ses.counts().throttled).toBe(burnt);
    expect(await statuses()).toContainEqual({ status: 'queued', code: 'provider-quota-reached', count: 50 });
    await forget();
  });
});
