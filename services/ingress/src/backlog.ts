import { countBacklog, type EventSourceTarget, type Pool } from '@canvass/database';
import type { WorkspaceId } from '@canvass/domain';

interface Count {
  waiting: number;
  /** When it should be counted again, by `performance.now()`. */
  staleAt: number;
  counting: Promise<void> | null;
}

const maxWorkspaces = 10_000;

/**
 * How much of each workspace waits to be worked. Counted at most once a second and workspace, less often where counting
 * takes long; in between, what this process stores is added.
 */
export class Backlog {
  readonly #pool: Pool;
  readonly #counts = new Map<WorkspaceId, Count>();

  constructor(pool: Pool) {
    this.#pool = pool;
  }

  /** Throws when it was never counted and can't be. */
  async isFull({ workspaceId, backlogLimit }: EventSourceTarget): Promise<boolean> {
    let count = this.#counts.get(workspaceId);
    if (count === undefined) {
      if (this.#counts.size >= maxWorkspaces) this.#counts.clear();
      count = { waiting: 0, staleAt: 0, counting: null };
      this.#counts.set(workspaceId, count);
    }
    const first = count.staleAt === 0;
    if (performance.now() >= count.staleAt && count.counting === null) {
      const counting = this.#count(workspaceId, backlogLimit, count);
      count.counting = counting;
      counting.catch(() => {}); // those who wait for it see it; the others go by the old count
    }
    if (first) await count.counting;
    return count.waiting >= backlogLimit;
  }

  stored(workspaceId: WorkspaceId, notifications: number): void {
    const count = this.#counts.get(workspaceId);
    if (count) count.waiting += notifications;
  }

  async #count(workspaceId: WorkspaceId, limit: number, count: Count): Promise<void> {
    const startedAt = performance.now();
    try {
      count.waiting = await countBacklog(this.#pool, workspaceId, limit);
      const tookMs = performance.now() - startedAt;
      count.staleAt = performance.now() + Math.max(1000, tookMs * 20);
    } finally {
      count.counting = null;
    }
  }
}
