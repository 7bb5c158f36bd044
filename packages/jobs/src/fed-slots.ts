import type { WorkspaceId } from '@canvass/domain';
import type { Lane } from './lane.ts';

/** After the last direct job of another workspace, more of them are expected for this long. */
const expectedForMs = 1_000;
/** Of a worker's fed jobs, those that run beside direct ones. */
const shareBeside = 4;

/**
 * How many fed jobs the workers of a process have in hand: all that they may, but few while direct jobs of other workspaces
 * come in, for slots of their own are worth little where the processor and the database are taken.
 */
export class FedSlots {
  readonly #now: () => number;
  readonly #workers: { readonly worker: { concurrency: number }; readonly most: number }[] = [];
  #lastFed: WorkspaceId | null = null;
  #directAt = Number.NEGATIVE_INFINITY;

  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** A worker of the fed lane, with the concurrency that it has at most. */
  add(worker: { concurrency: number }): void {
    this.#workers.push({ worker, most: worker.concurrency });
  }

  /** A job of a workspace is taken. */
  taken(lane: Lane, workspaceId: WorkspaceId | null): void {
    if (lane === 'fed') this.#lastFed = workspaceId;
    else if (workspaceId !== this.#lastFed) this.#directAt = this.#now();
    this.adjust();
  }

  /** To be called when a job ends, too: a worker looks at its concurrency between jobs only. */
  adjust(): void {
    const beside = this.#now() - this.#directAt < expectedForMs;
    for (const { worker, most } of this.#workers) worker.concurrency = beside ? Math.ceil(most / shareBeside) : most;
  }
}
