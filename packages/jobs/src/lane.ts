import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * A job has two lanes. Work of a workspace that keeps up is offered into the direct lane; work of a workspace with a backlog
 * is fed by the relay, in fair turns, into the fed lane. Each lane is a queue with workers of its own, so that a quiet
 * workspace never waits for a slot that a busy one holds.
 */
export type Lane = 'direct' | 'fed';

export const lanes = ['direct', 'fed'] as const satisfies readonly Lane[];

/** The name of a lane's queue. */
export function queueOf(jobName: string, lane: Lane): string {
  return lane === 'fed' ? `${jobName}-fed` : jobName;
}

const current = new AsyncLocalStorage<Lane>();

/** Runs a handler: what it offers stays in the lane that its own job came by. */
export function inLane<Result>(lane: Lane, work: () => Promise<Result>): Promise<Result> {
  return current.run(lane, work);
}

export function currentLane(): Lane {
  return current.getStore() ?? 'direct';
}
