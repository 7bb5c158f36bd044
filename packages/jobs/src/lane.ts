import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * A queue has two lanes. Work of a workspace that keeps up is offered into the direct lane; work of a workspace with a
 * backlog is fed by the relay, in fair turns, into the fed lane, which is worked while the direct one is empty. So a quiet
 * workspace overtakes a busy one.
 */
export type Lane = 'direct' | 'fed';

/** BullMQ works jobs without a priority first, then those with one. */
const fedPriority = 10;

export function priorityOf(lane: Lane): { priority?: number } {
  return lane === 'fed' ? { priority: fedPriority } : {};
}

const current = new AsyncLocalStorage<Lane>();

/** Runs a handler: what it offers stays in the lane that its own job came by. */
export function inLane<Result>(lane: Lane, work: () => Promise<Result>): Promise<Result> {
  return current.run(lane, work);
}

export function currentLane(): Lane {
  return current.getStore() ?? 'direct';
}
