import {
  type AccountLease,
  type BreakerOpening,
  claimLimitsRefresh,
  closeBreaker,
  ensureProviderAccount,
  type AccountLimits as Limits,
  leaseSlots,
  openBreaker,
  type Pool,
  saveAccountLimits,
} from '@canvass/database';
import type { ErrorCode } from '@canvass/domain';
import type { Logger } from '@canvass/platform';
import type { AttemptResult } from './outcomes.ts';
import type { Lease, SendLimits } from './send-limits.ts';

/** Leased in batches of this size, where the account allows it, so that most groups ask nobody. */
const batch = 200;
/** A leased slot that is not used soon is let go: the rate is one of now. */
const pocketMs = 250;
const refreshMs = 3 * 60_000;
/** Failures in a row, in one process, that open the breaker. */
const failuresToOpen = 10;
const breaker = {
  opened: { delayMs: 10_000, maxDelayMs: 5 * 60_000 },
  // What was sent a day ago leaves the quota little by little.
  'used-up': { delayMs: 10 * 60_000, maxDelayMs: 30 * 60_000 },
};
/** Many jobs wait for the same bucket. */
const leastWaitMs = 100;

const waitingFor: Readonly<Record<'rate' | 'quota' | 'open', ErrorCode>> = {
  rate: 'provider-rate-reached',
  quota: 'provider-quota-reached',
  open: 'provider-resting',
};

interface Account {
  pool: Pool;
  log: Logger;
  /** The same in all processes that send through the account. */
  key: string;
  /** Asks the provider what it allows; null = it does not tell. */
  read: (() => Promise<Limits>) | null;
}

/** The limits of one provider account, shared over all worker processes by its row. */
export class AccountLimits implements SendLimits {
  readonly #account: Account;
  #pocket = { slots: 0, until: 0 };
  #asking: Promise<AccountLease> | null = null;
  #failures = 0;
  #trying = false;
  #refreshAt = 0;

  private constructor(account: Account) {
    this.#account = account;
  }

  /** Knows what the provider allows once it is answered, unless the provider or the database can't be asked. */
  static async start(account: Account): Promise<AccountLimits> {
    const limits = new AccountLimits(account);
    await limits.#refresh();
    return limits;
  }

  async lease(wanted: number): Promise<Lease> {
    if (Date.now() >= this.#refreshAt) void this.#refresh();
    for (;;) {
      const kept = this.#takeFromPocket(wanted);
      if (kept > 0) return { kind: 'slots', slots: kept };
      this.#asking ??= this.#ask(wanted).finally(() => {
        this.#asking = null;
      });
      const lease = await this.#asking;
      if (lease.slots < 1) return wait(lease);
    }
  }

  /** Once for all jobs that want slots meanwhile: they would only wait for each other at the account's row. */
  async #ask(wanted: number): Promise<AccountLease> {
    const { pool, key } = this.#account;
    const lease = await leaseSlots(pool, key, Math.max(wanted, batch));
    if (lease.trial) this.#trying = true;
    if (lease.slots >= 1) this.#pocket = { slots: lease.slots, until: Date.now() + pocketMs };
    return lease;
  }

  giveBack(slots: number): void {
    if (slots > 0) this.#pocket = { slots: this.#pocket.slots + slots, until: Date.now() + pocketMs };
  }

  learn(result: AttemptResult): void {
    if (result.kind === 'not-written' || result.kind === 'opted-out') return; // the provider was not asked
    if (result.kind === 'accepted' || result.kind === 'refused') {
      this.#failures = 0;
      if (this.#trying) this.#settle('closed');
      return;
    }
    if (result.failure.code === 'provider-quota-reached') {
      // Of those under way at the same time one is enough to say it.
      if (this.#trying || this.#pocket.until > 0) this.#settle('used-up');
      return;
    }
    this.#failures += 1;
    if (this.#trying || this.#failures >= failuresToOpen) this.#settle('opened');
  }

  #takeFromPocket(wanted: number): number {
    if (this.#pocket.slots === 0) return 0;
    const slots = Date.now() < this.#pocket.until ? Math.min(wanted, this.#pocket.slots) : 0;
    this.#pocket.slots -= slots;
    return slots;
  }

  #settle(to: 'opened' | 'used-up' | 'closed'): void {
    const { pool, log, key } = this.#account;
    const trial = this.#trying;
    this.#trying = false;
    this.#failures = 0;
    if (to !== 'closed') this.#pocket = { slots: 0, until: 0 };
    const change = to === 'closed' ? closeBreaker(pool, key) : openBreaker(pool, key, openingFor(to, trial));
    change
      .then((mine) => mine && log.warn({ account: key }, `provider.breaker-${to}`))
      .catch((err) => log.warn({ account: key, err }, 'provider.breaker-not-written'));
  }

  /** Keeps what was known where the provider does not answer. */
  async #refresh(): Promise<void> {
    this.#refreshAt = Date.now() + refreshMs / 6;
    const { pool, log, key, read } = this.#account;
    try {
      await ensureProviderAccount(pool, key);
      if (read !== null && (await claimLimitsRefresh(pool, key, refreshMs)))
        await saveAccountLimits(pool, key, await read());
    } catch (err) {
      log.warn({ account: key, err }, 'provider.limits-unknown');
    }
  }
}

function openingFor(why: 'opened' | 'used-up', trial: boolean): BreakerOpening {
  const { delayMs, maxDelayMs } = breaker[why];
  return { delayMs: delayMs * (0.5 + Math.random() / 2), maxDelayMs, trial, quotaUsedUp: why === 'used-up' };
}

function wait({ reason, waitMs }: AccountLease): Lease {
  const spread = Math.max(leastWaitMs, waitMs) * (1 + Math.random() / 4);
  return { kind: 'wait', waitMs: spread, failure: { code: waitingFor[reason ?? 'rate'], detail: null } };
}
