import type { Pool } from '../connection.ts';
import { foldEmptyMonths } from './fold-months.ts';
import {
  type ForgottenRows,
  forgetOldHours,
  forgetOldKeys,
  forgetOldOperations,
  forgetOldRows,
  keptKeysDays,
  keptOperationsDays,
} from './forget-old-rows.ts';
import { addMonthsAhead } from './months-ahead.ts';
import { refreshStatistics } from './refresh-statistics.ts';
import { type HeldMonth, type RetiredMonth, retireMonths } from './retire-months.ts';

export interface MaintenanceReport {
  added: string[];
  dropped: RetiredMonth[];
  held: HeldMonth[];
  folded: string[];
  forgotten: ForgottenRows & { operations: number; keys: number };
  /** Tables and partitions whose statistics were made anew. */
  analyzed: string[];
  /** Parts that were not done, most often because a table was in use: they are tried again the next time. */
  failed: { part: string; error: unknown }[];
}

const dayMs = 86_400_000;

/**
 * Keeps partitions ahead of time and drops what is older than `retentionDays`, unless something of its month is
 * unfinished, and statistics fresh. To be called about once an hour by one process at a time; any call may be the last for a while.
 */
export class Maintenance {
  readonly #pool: Pool;
  readonly #retentionDays: number;
  #nextKeys = 0;

  constructor(pool: Pool, retentionDays: number) {
    this.#pool = pool;
    this.#retentionDays = retentionDays;
  }

  async run(now: Date): Promise<MaintenanceReport> {
    const pool = this.#pool;
    const cutoff = new Date(now.getTime() - this.#retentionDays * dayMs);
    const failed: MaintenanceReport['failed'] = [];
    const attempt = async <Result>(part: string, otherwise: Result, work: () => Promise<Result>) => {
      try {
        return await work();
      } catch (error) {
        failed.push({ part, error });
        return otherwise;
      }
    };
    const added = await attempt('months-ahead', [], () => addMonthsAhead(pool, now));
    const retired = await attempt('retire', { dropped: [], held: [] }, () => retireMonths(pool, cutoff));
    const folded = await attempt('fold', [], () => foldEmptyMonths(pool, cutoff));
    const none: ForgottenRows = { invitations: 0, rejections: 0, notices: 0 };
    const rows = await attempt('old-rows', none, () => forgetOldRows(pool, cutoff));
    const operationsBefore = new Date(now.getTime() - Math.min(keptOperationsDays, this.#retentionDays) * dayMs);
    const operations = await attempt('old-operations', 0, () => forgetOldOperations(pool, operationsBefore));
    const keysBefore = new Date(now.getTime() - keptKeysDays * dayMs);
    const { keys, next } = await attempt('old-keys', { keys: 0, next: this.#nextKeys }, () =>
      forgetOldKeys(pool, keysBefore, this.#nextKeys, 1 / 24),
    );
    this.#nextKeys = next;
    await attempt('old-hours', undefined, () => forgetOldHours(pool));
    const analyzed = await attempt('statistics', [], () => refreshStatistics(pool));
    return { added, ...retired, folded, forgotten: { ...rows, operations, keys }, analyzed, failed };
  }
}
