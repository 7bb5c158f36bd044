import type { WorkspaceId } from '@canvass/domain';
import { maxBatch } from './catalogue.ts';
import type { Lane } from './lane.ts';

/** Jobs in each lane of a queue: waiting or in hand in the direct one, waiting in the fed one. */
export type LaneDepths = Readonly<Record<Lane, number>>;

export interface QueueLoadOptions {
  /** Asks the queue; a queue that is away throws. */
  measure(): Promise<LaneDepths>;
  /** Whether rows of the workspace wait for the relay to make their jobs. */
  waitsForRelay(workspaceId: WorkspaceId): Promise<boolean>;
}

// A job names up to a hundred rows and takes a good part of a second on a busy machine: what a newcomer finds ahead of it is
// a handful of jobs. The relay looks again after a tenth of a second, so that little is lost by leaving the rest to it.
/** Below this depth slots are free, so a workspace may offer whatever it has. */
const shallow = 2;
/** Work of one workspace in a direct lane that is deeper than that, in jobs of a hundred rows: fewer than slots. */
const share = 2;
/** What a job of a single row costs beside one of a hundred: a slow moment makes no backlog of a quiet workspace. */
const leastWork = 1 / 50;
const maxDirect = 1000;
/** Jobs that handlers offer into the fed lane; the relay feeds it by a measure of its own. */
const maxFed = 16;

const sampleEveryMs = 200;
/** While jobs are added: what was done meanwhile is known only by asking. */
const sampleWhenBusyEveryMs = 20;
const sampleWhenAwayEveryMs = 1000;
const askEveryMs = 250;
const measuringMs = 2000;
const maxWorkspaces = 10_000;

/**
 * What one process knows of a queue, to decide without asking whether a job may be offered: how deep its lanes were a
 * moment ago and what was added since, whose jobs those were, who has a backlog, and whether the queue answers at all.
 */
export class QueueLoad {
  readonly #options: QueueLoadOptions;
  #measured: LaneDepths = { direct: 0, fed: 0 };
  #measuredAt = Number.NEGATIVE_INFINITY;
  #measuring = false;
  #away = false;
  readonly #added = { direct: 0, fed: 0 };
  /** Direct work of each workspace since the lane was shallow. */
  readonly #offered = new Map<WorkspaceId, number>();
  /** Workspaces whose rows wait for the relay, and when that was asked last: newer work stays behind them. */
  readonly #backlogged = new Map<WorkspaceId, { askedAt: number; asking: boolean }>();

  constructor(options: QueueLoadOptions) {
    this.#options = options;
  }

  /** True when jobs for so many rows of the workspace may be offered; false = leave the rows to the relay. */
  admits(workspaceId: WorkspaceId, lane: Lane, rows: number): boolean {
    this.#measureSometimes();
    if (this.#away || this.#isBacklogged(workspaceId)) return false;
    const depth = this.#measured[lane] + this.#added[lane];
    const jobs = Math.ceil(rows / maxBatch);
    // A fed job that finds its next queue full says nothing of the workspace's newer work: that may keep up.
    if (lane === 'fed') return depth + jobs <= maxFed;
    if (depth < shallow) {
      this.#offered.clear();
      return true;
    }
    const mine = (this.#offered.get(workspaceId) ?? 0) + workOf(rows);
    return (mine <= share && depth + jobs <= maxDirect) || this.#refuse(workspaceId);
  }

  /** A job for so many rows is about to be added. */
  added(workspaceId: WorkspaceId | null, lane: Lane, rows: number): void {
    this.#added[lane] += 1;
    if (lane === 'fed' || workspaceId === null) return;
    if (this.#offered.size >= maxWorkspaces) this.#offered.clear();
    this.#offered.set(workspaceId, (this.#offered.get(workspaceId) ?? 0) + workOf(rows));
  }

  /** The queue took nothing: until it answers again, nothing is offered, so that nobody waits for it. */
  failed(): void {
    this.#away = true;
    this.#measuredAt = performance.now();
  }

  #refuse(workspaceId: WorkspaceId): false {
    if (this.#backlogged.size >= maxWorkspaces) this.#backlogged.clear();
    this.#backlogged.set(workspaceId, { askedAt: performance.now(), asking: false });
    return false;
  }

  #isBacklogged(workspaceId: WorkspaceId): boolean {
    const state = this.#backlogged.get(workspaceId);
    if (state === undefined) return false;
    if (state.asking || performance.now() - state.askedAt < askEveryMs) return true;
    state.asking = true;
    void this.#options
      .waitsForRelay(workspaceId)
      .catch(() => true) // not known: as before
      .then((waits) => {
        state.asking = false;
        state.askedAt = performance.now();
        if (!waits) this.#backlogged.delete(workspaceId);
      });
    return true;
  }

  #measureSometimes(): void {
    const busy = this.#added.direct + this.#added.fed >= 2;
    const everyMs = this.#away ? sampleWhenAwayEveryMs : busy ? sampleWhenBusyEveryMs : sampleEveryMs;
    if (this.#measuring || performance.now() - this.#measuredAt < everyMs) return;
    this.#measuring = true;
    void this.#measure().finally(() => {
      this.#measuring = false;
      this.#measuredAt = performance.now();
    });
  }

  async #measure(): Promise<void> {
    const before = { ...this.#added };
    try {
      this.#measured = await withinTime(this.#options.measure(), measuringMs);
      this.#added.direct -= before.direct;
      this.#added.fed -= before.fed;
      this.#away = false;
    } catch {
      this.#away = true;
    }
  }
}

function workOf(rows: number): number {
  return Math.max(rows / maxBatch, leastWork);
}

/** Rejects when the work takes longer; what comes of it then is nobody's. */
export function withinTime<Result>(work: Promise<Result>, timeoutMs: number): Promise<Result> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`the queue did not answer within ${timeoutMs} ms`)), timeoutMs);
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer));
}
