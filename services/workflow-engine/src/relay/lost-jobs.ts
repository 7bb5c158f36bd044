import type { JobDefinition, Producer } from '@canvass/jobs';

/** Between the transaction that says that a job is made and its adding; clocks of machines may differ besides. */
const slackMs = 3_000;
const checkEveryMs = 1_000;

/**
 * How old the job of a row must be to count as lost. Queues keep the order of arrival, so a row that says that its job
 * was made before the oldest job still there has none any more: the queue was emptied, or the job failed for good.
 */
export class LostJobs {
  readonly #producer: Producer;
  readonly #overdueAfterMs: number;
  readonly #known = new Map<string, { askedAt: number; overdueAfterMs: number }>();

  constructor(producer: Producer, overdueAfterMs: number) {
    this.#producer = producer;
    this.#overdueAfterMs = overdueAfterMs;
  }

  async overdueAfterMs<Payload>(job: JobDefinition<Payload>): Promise<number> {
    const known = this.#known.get(job.name);
    if (known !== undefined && performance.now() - known.askedAt < checkEveryMs) return known.overdueAfterMs;
    const askedAt = Date.now();
    const oldestAt = (await this.#producer.oldestJobAt(job)) ?? askedAt;
    const overdueAfterMs = Math.min(this.#overdueAfterMs, Math.max(0, askedAt - oldestAt) + slackMs);
    this.#known.set(job.name, { askedAt: performance.now(), overdueAfterMs });
    return overdueAfterMs;
  }
}
