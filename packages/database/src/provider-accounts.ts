import type { Pool } from './connection.ts';

/** What an account may send; null = not limited, or not known. */
export interface AccountLimits {
  /** Messages a second. */
  rate: number | null;
  /** Messages left of the provider's 24 hours. */
  quotaLeft: number | null;
}

/** What an account allows now. */
export interface AccountLease {
  /** Messages that may be sent at once; 0 = none, for the reason given. */
  slots: number;
  reason: 'rate' | 'quota' | 'open' | null;
  /** When asking again is worth it, in milliseconds. */
  waitMs: number;
  /** The slot is the trial of an open breaker: its outcome closes it, or opens it for longer. */
  trial: boolean;
}

/** Share of a second whose messages may go at once. */
const burstSeconds = 0.2;
/** Below what the provider allows: its clock and the network are not ours. */
const shareOfRate = 0.95;
/** How long a trial's worker may take before another one tries. */
const trialMs = 30_000;
const quotaWaitMs = 10 * 60_000;

export async function ensureProviderAccount(pool: Pool, key: string): Promise<void> {
  await pool.query('insert into provider_accounts (key) values ($1) on conflict do nothing', [key]);
}

/**
 * Takes up to `wanted` messages out of the account's bucket, in one statement: processes that ask at once wait for each
 * other's row lock and never get more than there is together.
 */
export async function leaseSlots(pool: Pool, key: string, wanted: number): Promise<AccountLease> {
  const { rows } = await pool.query<AccountLease>({
    name: 'lease-slots',
    text: `
    with account as (
      select *, now() as at, case when quota_until > now() then quota_left end as quota
        from provider_accounts where key = $1 for update
    ), bucket as (
      select *, greatest(free_at, at - burst / rate * interval '1 s') as full_at from account
    ), granted as (
      select *,
             case when quota < 1 then 'quota'
                  when open_until > at then 'open'
                  when rate is not null and extract(epoch from at - full_at) * rate < 1 then 'rate' end as reason,
             floor(least($2::float8, quota, extract(epoch from at - full_at) * rate,
                         case when times_opened > 0 then 1 end)) as possible
        from bucket
    ), leased as (
      select *, case when reason is null then possible else 0 end as slots from granted
    ), taken as (
      update provider_accounts a
         set free_at = case when l.rate is null then a.free_at else l.full_at + l.slots / l.rate * interval '1 s' end,
             quota_left = a.quota_left - l.slots,
             open_until = case when l.times_opened > 0 then l.at + $3 * interval '1 ms' else a.open_until end
        from leased l where a.key = l.key and l.slots > 0
    )
    select slots, reason, times_opened > 0 and slots > 0 as trial,
           ceil(case reason when 'open' then extract(epoch from open_until - at) * 1000
                            when 'quota' then $4
                            when 'rate' then (1 / rate - extract(epoch from at - full_at)) * 1000
                            else 0 end)::float8 as "waitMs"
      from leased`,
    values: [key, wanted, trialMs, quotaWaitMs],
  });
  return rows[0] ?? { slots: wanted, reason: null, waitMs: 0, trial: false };
}

export interface BreakerOpening {
  delayMs: number;
  maxDelayMs: number;
  /** The trial of an open breaker failed. */
  trial: boolean;
  /** The provider refused a message because the quota is used up, whatever it told of the quota before. */
  quotaUsedUp?: boolean;
}

/**
 * Opens the account's breaker for `delayMs`, doubled each time it opens again before a message went through, up to
 * `maxDelayMs`. Of processes that find out at once, one opens it. True when it was this one.
 */
export async function openBreaker(
  pool: Pool,
  key: string,
  { delayMs, maxDelayMs, trial, quotaUsedUp = false }: BreakerOpening,
): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update provider_accounts
        set open_until = now() + least($2 * power(2, least(times_opened, 20)), $3) * interval '1 ms',
            times_opened = times_opened + 1,
            quota_left = case when $5 then 0 else quota_left end,
            quota_until = case when $5 then greatest(quota_until, now() + $2 * interval '1 ms') else quota_until end
      where key = $1 and ($4 or times_opened = 0)`,
    [key, delayMs, maxDelayMs, trial, quotaUsedUp],
  );
  return rowCount === 1;
}

/** A message went through: everybody may send again. True when the breaker was open. */
export async function closeBreaker(pool: Pool, key: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update provider_accounts set times_opened = 0, open_until = '-infinity' where key = $1 and times_opened > 0`,
    [key],
  );
  return rowCount === 1;
}

/** One process at a time asks the provider for its limits, and none before they are this old. */
export async function claimLimitsRefresh(pool: Pool, key: string, olderThanMs: number): Promise<boolean> {
  const { rowCount } = await pool.query(
    `update provider_accounts set asked_at = now() where key = $1 and asked_at < now() - $2 * interval '1 ms'`,
    [key, olderThanMs],
  );
  return rowCount === 1;
}

export async function saveAccountLimits(pool: Pool, key: string, { rate, quotaLeft }: AccountLimits): Promise<void> {
  const usable = rate === null ? null : Math.max(rate * shareOfRate, 0.01);
  await pool.query(
    `update provider_accounts set rate = $2, burst = $3, quota_left = $4, quota_until = now() + interval '1 day'
      where key = $1`,
    [key, usable, Math.max(1, (usable ?? 0) * burstSeconds), quotaLeft],
  );
}
