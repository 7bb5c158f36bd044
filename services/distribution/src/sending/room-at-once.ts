import { randomUUID } from 'node:crypto';
import type { WorkspaceId } from '@canvass/domain';
import { currentLane, type Lane } from '@canvass/jobs';
import type { SendingLine } from './sending-line.ts';

/**
 * How long a preparation waits for places; then its deliveries wait as rows, and the sending is a job of its own. Short of
 * the provider's time limit, long enough for a process that has all it can do: writing them twice would not help it.
 */
const patienceMs = 5_000;
/** Fewer are not worth a transaction of their own. */
const leastGroup = 40;

/** Places of a line's window and slots of its account, for deliveries that are sent as soon as they are prepared. */
export class RoomAtOnce {
  readonly #line: SendingLine | null;
  readonly #lane: Lane;
  #attemptIds: string[];

  private constructor(line: SendingLine | null, lane: Lane, slots: number) {
    this.#line = line;
    this.#lane = lane;
    this.#attemptIds = Array.from({ length: slots }, () => randomUUID());
  }

  /** Room for up to `wanted` messages; for none where the line is full, or its account allows nothing now. */
  static async find(line: SendingLine | null, workspaceId: WorkspaceId, wanted: number): Promise<RoomAtOnce> {
    const lane = currentLane();
    if (line === null || line.doors.draining.aborted) return new RoomAtOnce(line, lane, 0);
    const places = await line.window.acquire(wanted, { lane, workspaceId }, { least: leastGroup, patienceMs });
    if (places === 0) return new RoomAtOnce(line, lane, 0);
    try {
      const lease = await line.limits.lease(places);
      const slots = lease.kind === 'slots' ? lease.slots : 0;
      line.window.release(places - slots, lane);
      return new RoomAtOnce(line, lane, slots);
    } catch (error) {
      line.window.release(places, lane);
      throw error;
    }
  }

  /** An id for each attempt that there is room for. */
  get attemptIds(): readonly string[] {
    return this.#attemptIds;
  }

  /** These attempts are made: whoever sends them gives their places back. */
  take(attemptIds: readonly string[]): void {
    const taken = new Set(attemptIds);
    this.#attemptIds = this.#attemptIds.filter((id) => !taken.has(id));
  }

  /** Gives back what was not taken. */
  close(): void {
    this.#line?.limits.giveBack(this.#attemptIds.length);
    this.#line?.window.release(this.#attemptIds.length, this.#lane);
    this.#attemptIds = [];
  }
}
