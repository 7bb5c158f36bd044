import { type ActivityAnnouncer, deliveryIdOf, inWorkspace, type Pool } from '@canvass/database';
import type { TaskRunId, WorkspaceId } from '@canvass/domain';
import { type Handler, type JobRun, type Producer, type prepareDeliveries, sendEmails, sendTexts } from '@canvass/jobs';
import { inBatches, offerDueWork, togetherOrEach } from '@canvass/runs';
import type { z } from 'zod';
import { giveUpTaskRun, type Prepared, prepareTaskRuns } from '../preparation/prepare.ts';
import { whileFencing } from '../sending/fences.ts';
import { MessagesUnderWay } from '../sending/messages-under-way.ts';
import { RoomAtOnce } from '../sending/room-at-once.ts';
import type { SendingLine } from '../sending/sending-line.ts';

interface Doors {
  pool: Pool;
  producer: Producer;
  announcer: ActivityAnnouncer;
  /** Aborted when the grace period of a stopping process is nearly over. */
  lastCall: AbortSignal;
}

/**
 * Makes invitations and deliveries of survey task runs, then has them sent: e-mail as part of the same job, as far as `line`
 * has room for it and with the fence in the preparation's own transaction; all else by a job of its own. Without a line
 * nothing is sent at once.
 */
export function prepareDeliveriesHandler(
  doors: Doors,
  line: SendingLine | null,
): Handler<z.output<typeof prepareDeliveries.payload>> {
  return async ({ workspaceId, taskRunIds }, run) => {
    const underWay = line === null ? null : new MessagesUnderWay(line, workspaceId, run.log);
    let atOnce = 0;
    const send = async ({ fenced }: Prepared) => {
      atOnce += fenced.length;
      await underWay?.send(fenced);
    };
    const prepared: Prepared[] = [];
    try {
      for (let next = 0; next < taskRunIds.length; ) {
        const room = await RoomAtOnce.find(line, workspaceId, taskRunIds.length - next);
        const ids = taskRunIds.slice(next, next + (room.attemptIds.length || taskRunIds.length));
        next += ids.length;
        try {
          prepared.push(...(await prepareSome(doors, { workspaceId, ids, room, send }, run)));
        } finally {
          room.close();
        }
      }
      await offerWhatFollows(doors, workspaceId, prepared);
    } finally {
      await underWay?.end();
      const sum = (count: (each: Prepared) => number) => prepared.reduce((total, each) => total + count(each), 0);
      run.note({
        claimed: sum(({ taken }) => taken.length),
        emails: sum(({ queued }) => queued.email.length) + atOnce,
        atOnce,
        texts: sum(({ queued }) => queued.sms.length),
        notInvited: sum(({ notInvited }) => notInvited),
      });
    }
  };
}

interface Some {
  workspaceId: WorkspaceId;
  ids: readonly TaskRunId[];
  room: RoomAtOnce;
  send(prepared: Prepared): Promise<void>;
}

function prepareSome({ pool, lastCall }: Doors, { workspaceId, ids, room, send }: Some, run: JobRun) {
  return togetherOrEach(
    { pool, workspaceId, taskRunIds: ids, lostWorkers: run.lostWorkers },
    {
      work: async (taskRunIds, fedAgain) => {
        const { attemptIds } = room;
        const moment = { now: new Date(), attemptIds };
        const prepared = await whileFencing(
          { pool, lastCall, log: run.log },
          { workspaceId, deliveryIds: taskRunIds.map(deliveryIdOf), attemptIds },
          () => inWorkspace(pool, workspaceId, (db) => prepareTaskRuns(db, workspaceId, taskRunIds, fedAgain, moment)),
        );
        room.take(prepared.fenced.map(({ delivery }) => delivery.attemptId));
        await send(prepared);
        return prepared;
      },
      giveUp: (id, error) => inWorkspace(pool, workspaceId, (db) => giveUpTaskRun(db, workspaceId, id, error)),
    },
    run.log,
  );
}

async function offerWhatFollows(
  { producer, announcer }: Doors,
  workspaceId: WorkspaceId,
  prepared: readonly Prepared[],
): Promise<void> {
  const payloads = (channel: 'email' | 'sms') =>
    inBatches(prepared.flatMap(({ queued }) => queued[channel])).map((deliveryIds) => ({ workspaceId, deliveryIds }));
  await producer.offer(sendEmails, payloads('email'));
  await producer.offer(sendTexts, payloads('sms'));
  for (const { due } of prepared) await offerDueWork(producer, workspaceId, due);
  if (prepared.some(({ taken }) => taken.length > 0)) announcer.changed(workspaceId, 'runs', 'deliveries');
}
