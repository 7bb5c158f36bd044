import { type ActivityAnnouncer, isTransientDatabaseError, type Pool, type SendRecord } from '@canvass/database';
import type { Channel, WorkspaceId } from '@canvass/domain';
import type { Producer } from '@canvass/jobs';
import { Counter } from 'prom-client';
import { type InJob, offerByJob } from './offer-by-job.ts';
import type { Attempt } from './outcomes.ts';
import { recordAttempts } from './record-attempts.ts';

const attempted = new Counter({
  name: 'canvass_deliveries_total',
  help: 'Attempts to send a delivery, by what became of them',
  labelNames: ['channel', 'status'],
});

const maxBatch = 100;
/** Those that end at nearly the same time share a transaction. */
const gatherMs = 20;

interface Waiting {
  attempt: Attempt;
  inJob: InJob;
  resolve: (record: SendRecord) => void;
  reject: (error: unknown) => void;
}

interface RecorderDoors {
  pool: Pool;
  producer: Producer;
  announcer: ActivityAnnouncer;
  /** Aborted when the grace period of a stopping process is nearly over: what is not recorded by now is lost. */
  lastCall: AbortSignal;
}

/**
 * Writes outcomes as they come, those of all jobs of a workspace together: while one transaction is written the next
 * gathers. A slow message holds up nothing but itself.
 */
export class OutcomeRecorder {
  readonly #doors: RecorderDoors;
  readonly #channel: Channel;
  readonly #waiting = new Map<WorkspaceId, Waiting[]>();

  constructor(doors: RecorderDoors, channel: Channel) {
    this.#doors = doors;
    this.#channel = channel;
  }

  /** Resolves once the outcome is committed. What the run does next is offered as part of the attempt's job. */
  record(workspaceId: WorkspaceId, attempt: Attempt, inJob: InJob): Promise<SendRecord> {
    return new Promise((resolve, reject) => {
      const entry = { attempt, inJob, resolve, reject };
      const waiting = this.#waiting.get(workspaceId);
      if (waiting !== undefined) {
        waiting.push(entry);
        return;
      }
      this.#waiting.set(workspaceId, [entry]);
      setTimeout(() => void this.#drain(workspaceId), gatherMs);
    });
  }

  async #drain(workspaceId: WorkspaceId): Promise<void> {
    const waiting = this.#waiting.get(workspaceId) ?? [];
    while (waiting.length > 0) await this.#write(workspaceId, waiting.splice(0, maxBatch));
    this.#waiting.delete(workspaceId);
  }

  async #write(workspaceId: WorkspaceId, batch: readonly Waiting[]): Promise<void> {
    const { pool, producer, announcer, lastCall } = this.#doors;
    try {
      const attempts = batch.map(({ attempt }) => attempt);
      const { records, due } = await recordAttempts(pool, workspaceId, this.#channel, attempts, lastCall);
      for (const record of records) attempted.inc({ channel: this.#channel, status: record.kind });
      batch.forEach(({ resolve, reject }, index) => {
        const record = records[index];
        if (record === undefined) reject(new Error('an outcome without a record'));
        else resolve(record);
      });
      announcer.changed(workspaceId, 'runs', 'deliveries');
      await offerByJob(producer, workspaceId, due, batch);
    } catch (error) {
      // One that can't be written must not take the others with it.
      if (batch.length > 1 && !isTransientDatabaseError(error)) {
        for (const one of batch) await this.#write(workspaceId, [one]);
      } else {
        for (const { reject } of batch) reject(error);
      }
    }
  }
}
