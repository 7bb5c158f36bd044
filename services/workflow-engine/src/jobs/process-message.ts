import { type ActivityAnnouncer, inWorkspace, type Pool } from '@canvass/database';
import type { MessageId, WorkspaceId } from '@canvass/domain';
import { type Handler, type Producer, prepareDeliveries, updateContacts } from '@canvass/jobs';
import { offerDueWork } from '@canvass/runs';
import { resolveIsolated } from '../resolve-isolated.ts';
import type { Admits } from '../resolve-message.ts';

/** Resolves stored messages. A doubled job, or one after a crash, finds them resolved and does nothing. */
export function processMessageHandler(
  pool: Pool,
  producer: Producer,
  announcer: Pick<ActivityAnnouncer, 'changed'>,
): Handler<{ workspaceId: WorkspaceId; messageIds: MessageId[] }> {
  return async ({ workspaceId, messageIds }, run) => {
    const admits: Admits = (kind, tasks) =>
      producer.admits(kind === 'contacts' ? updateContacts : prepareDeliveries, workspaceId, tasks);
    const inside = <Result>(work: Parameters<typeof inWorkspace<Result>>[2]) => inWorkspace(pool, workspaceId, work);
    const resolved = await resolveIsolated(
      { inside, workspaceId, admits, log: run.log },
      messageIds,
      run.lostWorkers ?? 0,
    );
    const totals = { messages: 0, notifications: 0, runs: 0, givenUp: 0, putOff: 0 };
    for (const { due, ...counts } of resolved) {
      for (const name of Object.keys(totals) as (keyof typeof totals)[]) totals[name] += counts[name] ?? 0;
      await offerDueWork(producer, workspaceId, due);
    }
    run.note({ workspaceId, asked: messageIds.length, ...totals });
    if (totals.messages + totals.putOff > 0) announcer.changed(workspaceId, 'runs');
  };
}
