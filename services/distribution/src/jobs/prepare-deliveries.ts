import { type ActivityAnnouncer, inWorkspace, type Pool } from '@canvass/database';
import { type Handler, type Producer, type prepareDeliveries, sendEmails, sendTexts } from '@canvass/jobs';
import { inBatches, offerDueWork } from '@canvass/runs';
import type { z } from 'zod';
import { prepareTaskRuns } from '../preparation/prepare.ts';

interface Doors {
  pool: Pool;
  producer: Producer;
  announcer: ActivityAnnouncer;
}

/** Makes invitations and deliveries of survey task runs, then has them sent. */
export function prepareDeliveriesHandler({
  pool,
  producer,
  announcer,
}: Doors): Handler<z.output<typeof prepareDeliveries.payload>> {
  return async ({ workspaceId, taskRunIds }, run) => {
    const prepared = await inWorkspace(pool, workspaceId, (db) =>
      prepareTaskRuns(db, workspaceId, taskRunIds, new Date()),
    );
    const { email, sms } = prepared.queued;
    run.note({ claimed: prepared.claimed, emails: email.length, texts: sms.length, notInvited: prepared.notInvited });
    const payloads = (ids: typeof email) => inBatches(ids).map((deliveryIds) => ({ workspaceId, deliveryIds }));
    await producer.offer(sendEmails, payloads(email));
    await producer.offer(sendTexts, payloads(sms));
    await offerDueWork(producer, workspaceId, prepared.due);
    if (prepared.claimed > 0) announcer.changed(workspaceId, 'runs', 'deliveries');
  };
}
