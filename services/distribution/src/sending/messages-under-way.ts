import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as othersTurn } from 'node:timers/promises';
import type { WorkspaceId } from '@canvass/domain';
import { currentLane, type JobRun } from '@canvass/jobs';
import type { InJob } from './offer-by-job.ts';
import { type Fenced, sendAttempt } from './send-attempt.ts';
import type { SendingLine } from './sending-line.ts';

/** The messages that one job sends. To be made in the job: what follows from them takes its lane and its trace. */
export class MessagesUnderWay {
  readonly #line: SendingLine;
  readonly #workspaceId: WorkspaceId;
  readonly #log: JobRun['log'];
  readonly #inJob: InJob = AsyncLocalStorage.snapshot();
  readonly #lane = currentLane();
  readonly #sendings: Promise<void>[] = [];
  readonly #counts: Record<string, number> = {};

  constructor(line: SendingLine, workspaceId: WorkspaceId, log: JobRun['log']) {
    this.#line = line;
    this.#workspaceId = workspaceId;
    this.#log = log;
  }

  /** How many were recorded as what. */
  get counts(): Readonly<Record<string, number>> {
    return this.#counts;
  }

  /** Sends fenced deliveries, each of which has a place in the window and gives it back once its outcome is recorded. */
  async send(fenced: readonly Fenced[]): Promise<void> {
    for (const one of fenced) {
      const sending = this.#sendOne(one);
      sending.catch(() => {}); // looked at when all have ended
      this.#sendings.push(sending);
      if (this.#lane === 'fed') await othersTurn(); // writing a group takes as long as a direct job as a whole
    }
  }

  /** Waits for all of them; throws what one of them has failed with. */
  async end(): Promise<void> {
    const ended = await Promise.allSettled(this.#sendings);
    const failed = ended.find((each) => each.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  async #sendOne(fenced: Fenced): Promise<void> {
    const { deliver, limits, recorder, window } = this.#line;
    try {
      const result = await sendAttempt(fenced, deliver, this.#log);
      limits.learn(result);
      const { kind } = await recorder.record(this.#workspaceId, { ...fenced, result }, this.#inJob);
      this.#counts[kind] = (this.#counts[kind] ?? 0) + 1;
    } finally {
      window.release(1, this.#lane);
    }
  }
}
