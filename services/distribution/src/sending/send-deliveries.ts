import { randomUUID } from 'node:crypto';
import {
  type Fence,
  fenceDeliveries,
  findMessageSources,
  inWorkspace,
  inWorkspacePlannedOnce,
  type Pool,
  postponeDeliveries,
} from '@canvass/database';
import type { DeliveryId, TaskFailure, WorkspaceId } from '@canvass/domain';
import { currentLane, type JobRun, sendEmails, sendTexts } from '@canvass/jobs';
import { loadRevisions } from '@canvass/runs';
import { whileFencing } from './fences.ts';
import { MessagesUnderWay } from './messages-under-way.ts';
import { pauseUnlessAborted } from './pause.ts';
import type { Fenced } from './send-attempt.ts';
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
  run: JobRun,
): Promise<void> {
  const { doors, channel, window, limits } = line;
  const lane = currentLane();
  const underWay = new MessagesUnderWay(line, workspaceId, run.log);
  let postponed = 0;
  let waitedMs = 0;
  let next = 0;

  while (next < ids.length) {
    if (doors.draining.aborted) {
      // Another worker goes on with the rest.
      await doors.producer.offer(jobOf[channel], [{ workspaceId, deliveryIds: ids.slice(next) }]);
      break;
    }
    const places = await window.acquire(Math.min(groupSize, ids.length - next), { lane, workspaceId });
    let free = places;
    try {
      const lease = await limits.lease(places);
      if (lease.kind === 'wait') {
        window.release(free, lane);
        free = 0;
        if (lease.waitMs > patienceMs.once || waitedMs > patienceMs.altogether) {
          const waitMs = Math.max(lease.waitMs, leastPostponementMs);
          await postpone(doors.pool, workspaceId, ids.slice(next), waitMs, lease.failure);
          postponed = ids.length - next;
          break;
        }
        waitedMs += lease.waitMs;
        await pauseUnlessAborted(lease.waitMs, doors.draining);
        continue;
      }
      const group = ids.slice(next, next + lease.slots);
      const fenced = await fence(line, workspaceId, group, run.log);
      next += group.length;
      limits.giveBack(lease.slots - fenced.length);
      free -= fenced.length;
      await underWay.send(fenced);
    } catch (error) {
      await underWay.end().catch(() => {}); // nothing of this job goes on after its end
      throw error;
    } finally {
      window.release(free, lane);
    }
  }
  await underWay.end().finally(() => {
    run.note({ workspaceId, asked: ids.length, ...underWay.counts, ...(postponed > 0 ? { postponed } : {}) });
  });
}

function fence(
  { doors, channel }: SendingLine,
  workspaceId: WorkspaceId,
  ids: readonly DeliveryId[],
  log: JobRun['log'],
): Promise<Fenced[]> {
  const fences = ids.map((id): Fence => ({ id, attemptId: randomUUID() }));
  const transaction = () =>
    inWorkspacePlannedOnce(doors.pool, workspaceId, async (db) => {
      const deliveries = await fenceDeliveries(db, workspaceId, channel, fences);
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
  const attemptIds = fences.map((each) => each.attemptId);
  return whileFencing({ ...doors, log }, { workspaceId, deliveryIds: ids, attemptIds }, transaction);
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
