import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as othersTurn } from 'node:timers/promises';
import {
  fenceDeliveries,
  findMessageSources,
  inWorkspace,
  inWorkspacePlannedOnce,
  type Pool,
  postponeDeliveries,
} from '@canvass/database';
import type { Channel, DeliveryId, TaskFailure, WorkspaceId } from '@canvass/domain';
import { currentLane, type JobRun, sendEmails, sendTexts } from '@canvass/jobs';
import { loadRevisions } from '@canvass/runs';
import type { InJob } from './offer-by-job.ts';
import { pauseUnlessAborted } from './pause.ts';
import type { Deliver, Fenced } from './send-attempt.ts';
import { sendAttempt } from './send-attempt.ts';
import type { SendingLine } from './sending-line.ts';

/** Deliveries fenced in one transaction, at most. */
const groupSize = 50;
/** How long a job waits for slots at a time and altogether; then its rest waits as rows, and the worker is free. */
const patienceMs = { once: 2_000, altogether: 30_000 };
/** Rows that wait are fed again; not so soon that they do nothing else. */
const leastPostponementMs = 15_000;

const jobOf = { email: sendEmails, sms: sendTexts } as const;

/**
 * Sends these deliveries, as far as they are still to be sent. Each group is fenced when there is room and the provider
 * account has slots for it, while earlier groups are on their way.
 */
export async function sendDeliveries(
  line: SendingLine,
  workspaceId: WorkspaceId,
  ids: readonly DeliveryId[],
  deliver: Deliver,
  run: JobRun,
): Promise<void> {
  const { doors, channel, window, limits, recorder } = line;
  const inJob: InJob = AsyncLocalStorage.snapshot();
  const lane = currentLane();
  const counts: Record<string, number> = {};
  const underWay: Promise<void>[] = [];
  let waitedMs = 0;
  let next = 0;

  const sendOne = async (fenced: Fenced): Promise<void> => {
    try {
      const result = await sendAttempt(fenced, deliver, run.log);
      limits.learn(result);
      const { kind } = await recorder.record(workspaceId, { ...fenced, result }, inJob);
      counts[kind] = (counts[kind] ?? 0) + 1;
    } finally {
      window.release(1, lane);
    }
  };

  while (next < ids.length) {
    if (doors.draining.aborted) {
      // Another worker goes on with the rest.
      await doors.producer.offer(jobOf[channel], [{ workspaceId, deliveryIds: ids.slice(next) }]);
      break;
    }
    const places = await window.acquire(Math.min(groupSize, ids.length - next), lane);
    let free = places;
    try {
      const lease = await limits.lease(places);
      if (lease.kind === 'wait') {
        window.release(free, lane);
        free = 0;
        if (lease.waitMs > patienceMs.once || waitedMs > patienceMs.altogether) {
          const waitMs = Math.max(lease.waitMs, leastPostponementMs);
          await postpone(doors.pool, workspaceId, ids.slice(next), waitMs, lease.failure);
          counts.postponed = ids.length - next;
          break;
        }
        waitedMs += lease.waitMs;
        await pauseUnlessAborted(lease.waitMs, doors.draining);
        continue;
      }
      const group = ids.slice(next, next + lease.slots);
      const fenced = await fence(doors.pool, workspaceId, channel, group);
      next += group.length;
      limits.giveBack(lease.slots - fenced.length);
      free -= fenced.length;
      for (const one of fenced) {
        const sending = sendOne(one);
        sending.catch(() => {}); // looked at when all have ended
        underWay.push(sending);
        if (lane === 'fed') await othersTurn(); // writing a group takes as long as a direct job as a whole
      }
    } catch (error) {
      await Promise.allSettled(underWay); // nothing of this job goes on after its end
      throw error;
    } finally {
      window.release(free, lane);
    }
  }
  const ended = await Promise.allSettled(underWay);
  run.note({ workspaceId, asked: ids.length, ...counts });
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

function fence(pool: Pool, workspaceId: WorkspaceId, channel: Channel, ids: readonly DeliveryId[]): Promise<Fenced[]> {
  return inWorkspacePlannedOnce(pool, workspaceId, async (db) => {
    const deliveries = await fenceDeliveries(db, workspaceId, channel, ids);
    if (deliveries.length === 0) return [];
    const sources = await findMessageSources(
      db,
      workspaceId,
      deliveries.map((delivery) => delivery.id),
    );
    const revisionIds = [...new Set([...sources.values()].map((source) => source.revisionId))];
    const revisions = await loadRevisions(db, workspaceId, revisionIds);
    return deliveries.map((delivery) => {
      const source = sources.get(delivery.id) ?? null;
      const revision = source === null ? undefined : revisions.get(source.revisionId);
      const step = revision?.tasks.get(source?.stepId ?? '');
      return { delivery, source, step, timeZone: revision?.definition.timeZone ?? 'UTC' };
    });
  });
}

/** Spread over half as long again, so that what waits together does not return together. */
async function postpone(
  pool: Pool,
  workspaceId: WorkspaceId,
  ids: readonly DeliveryId[],
  waitMs: number,
  failure: TaskFailure,
): Promise<void> {
  const dueAt = new Date(Date.now() + waitMs * (1 + Math.random() / 2));
  await inWorkspace(pool, workspaceId, (db) => postponeDeliveries(db, workspaceId, ids, dueAt, failure));
}
