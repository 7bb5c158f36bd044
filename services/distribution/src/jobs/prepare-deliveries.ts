import { type ActivityAnnouncer, inWorkspace, type Pool } from '@canvass/database';
import { type Handler, type Producer, type prepareDeliveries, sendEmails, sendTexts } from '@canvass/jobs';
import { inBatches, offerDueWork, togetherOrEach } from '@canvass/runs';
import type { z } from 'zod';
import { giveUpTaskRun, prepareTaskRuns } from '../preparation/prepare.ts';

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
    const prepared = await togetherOrEach(
      { pool, workspaceId, taskRunIds, lostWorkers: run.lostWorkers },
      {
        work: (ids, fedAgain) =>
          inWorkspace(pool, workspaceId, (db) => prepareTaskRuns(db, workspaceId, ids, fedAgain, new Date())),
        giveUp: (id, error) => inWorkspace(pool, workspaceId, (db) => giveUpTaskRun(db, workspaceId, id, error)),
      },
      run.log,
    );
    const email = prepared.flatMap(({ queued }) => queued.email);
    const sms = prepared.flatMap(({ queued }) => queued.sms);
    const claimed = prepared.reduce((sum, each) => sum + each.taken.length, 0);
    const notInvited = prepared.reduce((sum, each) => sum + each.notInvited, 0);
    run.note({ claimed, emails: email.length, texts: sms.length, notInvited });
    const payloads = (ids: typeof email) => inBatches(ids).map((deliveryIds) => ({ workspaceId, deliveryIds }));
    await producer.offer(sendEmails, payloads(email));
    await producer.offer(sendTexts, payloads(sms));
    for (const { due } of prepared) await offerDueWork(producer, workspaceId, due);
    if (claimed > 0) announcer.changed(workspaceId, 'runs', 'deliveries');
  };
}
