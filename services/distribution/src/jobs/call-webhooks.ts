import { type ActivityAnnouncer, findCallableEndpoints, inWorkspace, leaveCalls } from '@canvass/database';
import type { callWebhooks, Handler } from '@canvass/jobs';
import type { z } from 'zod';
import { callEndpoint, type WebhookDoors } from '../webhooks/call-endpoint.ts';

/** Calls webhooks; endpoints beside each other, so that a slow one keeps the others of its workspace not waiting. */
export function callWebhooksHandler(
  doors: WebhookDoors & { announcer: ActivityAnnouncer },
): Handler<z.output<typeof callWebhooks.payload>> {
  const { pool, announcer } = doors;
  return async ({ workspaceId, callIds }, run) => {
    const callable = await inWorkspace(pool, workspaceId, async (db) => {
      const found = await findCallableEndpoints(db, workspaceId, callIds);
      const named = new Set(found.flatMap((each) => each.callIds));
      await leaveCalls(
        db,
        workspaceId,
        callIds.filter((id) => !named.has(id)),
      );
      return found;
    });
    const done = await Promise.all(
      callable.map(({ endpoint, callIds: ids }) => callEndpoint(doors, workspaceId, endpoint, ids, run.log)),
    );
    const delivered = done.reduce((sum, each) => sum + each.delivered, 0);
    const failed = done.reduce((sum, each) => sum + each.failed, 0);
    if (delivered + failed > 0) announcer.changed(workspaceId, 'webhooks');
    run.note({ calls: callIds.length, endpoints: callable.length, delivered, failed });
  };
}
